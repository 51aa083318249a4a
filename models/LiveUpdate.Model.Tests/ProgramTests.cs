namespace LiveUpdate.Model.Tests;

public sealed class ProgramTests
{
    [Theory]
    [ClassData(typeof(Programs))]
    public void Documented_answers_are_allowed(string rule, string clause, string program)
    {
        Judge judge = new Judge().Run(program);
        if (clause.Length > 0)
        {
            Assert.True(judge.Exercised.Contains(clause), $"'{rule}' does not exercise {clause}");
        }
    }
}
