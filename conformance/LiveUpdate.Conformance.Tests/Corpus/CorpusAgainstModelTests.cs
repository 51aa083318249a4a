using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

public class CorpusAgainstModelTests
{
    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void The_model_allows_every_recorded_answer(string name)
    {
        var model = new LiveUpdateModel(ModelOptions.Default with { Profile = CorpusFiles.ProfileOf(name) });
        var expectation = new Expectation();
        List<ModelState> states = [model.ColdBoot(BootParameters.Default)];
        int number = 0;
        foreach (ProgramLine line in CorpusFiles.Program(name).Lines)
        {
            number++;
            List<ModelState> next = [];
            var allowed = new List<string>();
            foreach (ModelState state in states)
            {
                model.Step(state, line.Operation, expectation);
                allowed.Add($"{expectation}");
                for (int i = 0; i < expectation.Count; i++)
                {
                    if (Allows(expectation[i].Pattern, line.Recorded!))
                    {
                        next.Add(expectation[i].After(line.Recorded!));
                    }
                }
            }

            Assert.True(next.Count > 0, $"operation {number}: {line}\nthe model allows {string.Join(" or ", allowed)}");
            states = next;
        }
    }

    /// <summary>Whether a pattern allows an answer of which only some fields are recorded.</summary>
    private static bool Allows(OutcomePattern pattern, Outcome recorded) =>
        pattern.Kind switch
        {
            PatternKind.Exactly => pattern.Outcome!.Covers(recorded),
            PatternKind.ArgumentExcept or PatternKind.Open => pattern.Outcome!.Covers(recorded)
                || pattern.Matches(recorded),
            _ => pattern.Matches(recorded),
        };
}
