using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class CorpusTests
{
    [Fact]
    public void There_is_a_corpus() => Assert.True(CorpusFiles.Names.Count() >= 30);

    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void Every_line_of_a_program_has_an_answer(string name) =>
        Assert.DoesNotContain(CorpusFiles.Program(name).Lines, static line => line.Recorded is null);

    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void A_program_reads_back_as_it_prints(string name)
    {
        Contract.Program program = CorpusFiles.Program(name);

        Assert.True(ProgramText.TryParse(program.ToString(), name, out Contract.Program? again, out TextError? error));
        Assert.Null(error);
        Assert.Equal(program, again);
    }

    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void A_program_says_first_what_it_is_for(string name) =>
        Assert.StartsWith("luo 1\n# ", CorpusFiles.Text(name), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(CorpusFiles.All), MemberType = typeof(CorpusFiles))]
    public void A_handle_is_bound_once_at_a_time(string name)
    {
        var bound = new HashSet<Handle>();
        foreach (ProgramLine line in CorpusFiles.Program(name).Lines)
        {
            if (line.Operation is Kexec or Reboot or ColdBoot or Die && line.Recorded!.IsOk)
            {
                bound.Clear();
            }

            if (line.Operation is Close close)
            {
                bound.Remove(close.Target);
            }

            if (!line.Operation.Result.IsNone)
            {
                Assert.DoesNotContain(line.Operation.Result, bound);
                if (line.Recorded!.IsOk)
                {
                    bound.Add(line.Operation.Result);
                }
            }
        }
    }
}
