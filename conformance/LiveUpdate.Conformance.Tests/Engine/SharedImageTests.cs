using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public sealed class SharedImageTests
{
    [Fact]
    public void Sound_images_that_are_shared_break_nothing_and_exercise_the_rules()
    {
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 600 }, new SharedMachines(new Parts()));
        Assert.Equal([], result.Failures.Select(static failure => failure.Minimal.ToString()));
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        foreach (string clause in (string[])["ABI-01", "ABI-03", "MEMFD-04", "KHO-RADIX-01", "LUO-BOOT-02"])
        {
            Assert.True(result.Coverage.TimesBy(ClauseId.Of(clause), Verb.Kexec) >= 100, $"{clause} is rare");
        }
    }

    [Theory]
    [InlineData(nameof(ForgetsPosition), "MEMFD-04")]
    [InlineData(nameof(WritesOtherTokens), "LUO-FILE-06")]
    [InlineData(nameof(CountsFiles), "ABI-05")]
    [InlineData(nameof(KeepsEntries), "KHO-PRES-12")]
    [InlineData(nameof(CountsKernels), "KHO-META-01")]
    public void What_is_wrong_in_a_shared_image_is_found_and_made_small(string parts, string clause)
    {
        var options = new CampaignOptions { Cases = 300, Clauses = ClauseFilter.Parse(clause) };
        CampaignResult result = TestRun.Campaign(options, new SharedMachines(Make(parts)));
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(clause, $"{failure.Clause}");
        Assert.Equal(ViolationKind.Image, failure.Minimal.Kind);
        Assert.InRange(failure.Minimal.Program.Lines.Length, 1, 9);
    }

    private static Parts Make(string name) =>
        name switch
        {
            nameof(ForgetsPosition) => new ForgetsPosition(),
            nameof(WritesOtherTokens) => new WritesOtherTokens(),
            nameof(CountsFiles) => new CountsFiles(),
            nameof(KeepsEntries) => new KeepsEntries(),
            _ => new CountsKernels(),
        };

    private sealed class ForgetsPosition : Parts
    {
        protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

        private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
        {
            protected override ulong SamplePosition(OpenFile file) => 0;
        }
    }

    private sealed class WritesOtherTokens : Parts
    {
        protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

        private sealed class Files(Kernel kernel) : FileSet(kernel)
        {
            protected override void WriteRecord(PreservedFile file, Span<byte> entry)
            {
                const int token = 56;
                base.WriteRecord(file, entry);
                entry[token] ^= 1;
            }
        }
    }

    private sealed class CountsFiles : Parts
    {
        protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

        private sealed class Files(Kernel kernel) : FileSet(kernel)
        {
            protected override void Describe(out ulong address, out ulong count)
            {
                base.Describe(out address, out count);
                count += count > 0 ? 1UL : 0;
            }
        }
    }

    private sealed class KeepsEntries : Parts
    {
        protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

        private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
        {
            public override void UnpreserveFolio(int page) { }
        }
    }

    private sealed class CountsKernels : Parts
    {
        protected override uint KexecCountAfter(uint incoming) => incoming == 0 ? 1 : incoming + 2;
    }
}
