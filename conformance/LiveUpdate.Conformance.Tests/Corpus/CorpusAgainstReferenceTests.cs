using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public class CorpusAgainstReferenceTests
{
    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void The_reference_gives_every_recorded_answer(string name)
    {
        using IMachine machine = new ReferenceImplementation(CorpusFiles.ProfileOf(name)).Start();
        int number = 0;
        foreach (ProgramLine line in CorpusFiles.Program(name).Lines)
        {
            number++;
            Outcome got = machine.Execute(line.Operation);
            Assert.True(got.Covers(line.Recorded!), $"operation {number}: {line}\nthe reference answers {got}");
        }
    }
}
