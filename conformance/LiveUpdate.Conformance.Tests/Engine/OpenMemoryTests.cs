using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

/// <summary>What follows an answer that the contract leaves open: no more is known than before, and nothing else is wrong for it.</summary>
public sealed class OpenMemoryTests
{
    [Theory]
    [InlineData("kho.unpreserve_free mem=n")]
    [InlineData("kho.free n")]
    public void Memory_that_may_be_a_blob_may_stay(string frees) =>
        Holds($"n = kho.folio\no = kho.restore_pages m count=1\nkho.add_subtree n name=a\n{frees}");

    [Fact]
    public void What_an_open_subtree_leads_to_may_be_there() =>
        Holds(
            """
            n = kho.restore_pages m count=1
            o = kho.alloc_preserve size=1
            kho.add_subtree o name=a
            kexec
            p = kho.retrieve_subtree name=a
            q = kho.restore_folio p
            kho.read q len=0
            """
        );

    /// <summary>A range that is another than what was preserved, with what follows.</summary>
    private static void Holds(string lines)
    {
        string text = $"luo 1\nm = kho.alloc_preserve size=4097\nkexec\n{lines}";
        Assert.True(ProgramText.TryParse(text, "test", out Program? program, out TextError? error), $"{error}");

        Assert.Equal(RunVerdict.Conformant, Replay.Run(program, new ReferenceImplementation()).Verdict);
    }
}
