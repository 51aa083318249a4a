namespace LiveUpdate.Model.Tests;

public sealed class ExplanationTests
{
    [Theory]
    [ClassData(typeof(Differences))]
    public void Wrong_answer_is_put_down_to_its_clause(string before, string operation, string answer, string clause) =>
        Assert.Equal(clause, new Judge().Run(before).Explain(operation, answer));

    [Theory]
    [ClassData(typeof(ProfileDifferences))]
    public void Wrong_answer_under_an_alternative_is_put_down_to_its_clause(
        string profile,
        string before,
        string operation,
        string answer,
        string clause
    ) =>
        Assert.Equal(
            clause,
            new Judge(ModelOptions.Default with { Profile = Contract.Profile.Find(profile)! })
                .Run(before)
                .Explain(operation, answer)
        );

    [Fact]
    public void Unsupported_operation_breaks_nothing() =>
        Assert.Equal(string.Empty, new Judge().Run("d = open").Explain("e = open", "unsupported"));
}
