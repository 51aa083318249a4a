using System.Collections.Immutable;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public class DocumentAnswerTests
{
    [Theory]
    [MemberData(nameof(DocumentTests.Programs), MemberType = typeof(DocumentTests))]
    [MemberData(nameof(DocumentTests.Transcripts), MemberType = typeof(DocumentTests))]
    public void The_model_allows_every_answer_in_the_documents(string place) =>
        Follow(Lines(place), DocumentTests.ProfileOf(place));

    [Theory]
    [MemberData(nameof(DocumentTests.Programs), MemberType = typeof(DocumentTests))]
    [MemberData(nameof(DocumentTests.Transcripts), MemberType = typeof(DocumentTests))]
    public void The_reference_gives_every_answer_in_the_documents(string place)
    {
        using IMachine machine = new ReferenceImplementation(DocumentTests.ProfileOf(place)).Start();
        Assert.All(
            Lines(place),
            line =>
            {
                Outcome got = machine.Execute(line.Operation);
                Assert.True(got.Covers(line.Recorded!), $"{line}\nthe reference answers {got}");
            }
        );
    }

    private static ImmutableArray<ProgramLine> Lines(string place)
    {
        string text = DocumentTests.Text(place);
        if (ProgramText.TryParse(text, place, out Contract.Program? program, out _))
        {
            return program.Lines;
        }

        var lines = ImmutableArray.CreateBuilder<ProgramLine>();
        Operation? asked = null;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                asked = OperationText.TryParse(line[2..], out Operation? operation, out _) ? operation : null;
            }
            else if (asked is not null && OutcomeText.TryParse(line[2..], out Outcome? outcome, out _))
            {
                lines.Add(new ProgramLine(asked, outcome));
            }
        }

        Assert.True(lines.Count > Enum.GetValues<Verb>().Length);
        return lines.ToImmutable();
    }

    private static void Follow(IEnumerable<ProgramLine> lines, Profile profile)
    {
        var model = new LiveUpdateModel(ModelOptions.Default with { Profile = profile });
        var expectation = new Expectation();
        List<ModelState> states = [model.ColdBoot(BootParameters.Default)];
        foreach (ProgramLine line in lines)
        {
            var next = new List<ModelState>();
            foreach (ModelState state in states)
            {
                model.Step(state, line.Operation, expectation);
                for (int i = 0; i < expectation.Count; i++)
                {
                    OutcomePattern pattern = expectation[i].Pattern;
                    bool isOpen = pattern.Kind == PatternKind.Open && pattern.Outcome!.Covers(line.Recorded!);
                    if (isOpen || pattern.Matches(line.Recorded!))
                    {
                        next.Add(expectation[i].After(line.Recorded!));
                    }
                }
            }

            Assert.True(next.Count > 0, $"{line}\nthe model allows {expectation}");
            states = next;
        }
    }
}
