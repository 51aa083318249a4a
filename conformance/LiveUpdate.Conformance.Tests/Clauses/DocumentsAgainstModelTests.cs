using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

public class DocumentsAgainstModelTests
{
    [Theory]
    [MemberData(nameof(DocumentTests.Programs), MemberType = typeof(DocumentTests))]
    public void The_model_allows_every_answer_of_a_program_in_the_documents(string place)
    {
        Assert.True(ProgramText.TryParse(DocumentTests.Text(place), place, out Contract.Program? program, out _));
        Follow(program.Lines);
    }

    [Theory]
    [MemberData(nameof(DocumentTests.Transcripts), MemberType = typeof(DocumentTests))]
    public void The_model_allows_every_answer_of_a_transcript_in_the_documents(string place)
    {
        var lines = new List<ProgramLine>();
        Operation? asked = null;
        foreach (string line in DocumentTests.Text(place).TrimEnd('\n').Split('\n'))
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

        Assert.NotEmpty(lines);
        Follow(lines);
    }

    private static void Follow(IEnumerable<ProgramLine> lines)
    {
        var model = new LiveUpdateModel(ModelOptions.Default);
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
                    if (expectation[i].Pattern.Matches(line.Recorded!))
                    {
                        next.Add(expectation[i].Next);
                    }
                }
            }

            Assert.True(next.Count > 0, $"{line}\nthe model allows {expectation}");
            states = next;
        }
    }
}
