using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public sealed class ImageJudgeTests
{
    /// <summary>Rules whose premise no image of the reference meets in a short campaign.</summary>
    private static readonly string[] Rare = ["KHO-VM-01", "LUO-REBOOT-04"];

    [Fact]
    public void A_short_campaign_holds_images_against_every_rule_that_it_can()
    {
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 1800 }, new ReferenceImplementation());
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        Assert.All(
            ImageRules.Clauses.Where(static clause => !Rare.Contains($"{clause}")),
            clause => Assert.True(result.Coverage.TimesBy(clause, Verb.Kexec) >= 10, $"{clause} is rarely exercised")
        );
    }

    [Fact]
    public void Without_a_judge_no_image_is_looked_at()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 50, ImageJudge = null },
            new ReferenceImplementation()
        );
        Assert.Equal(0, result.Coverage.Of(ClauseId.Of("ABI-01")).Exercised);
    }

    [Fact]
    public void An_entry_that_stays_in_the_tracker_is_named_with_its_address()
    {
        ReplayResult result = Run(
            new KeepsEntries(),
            """
            d = open
            s = create_session d name=a
            m = memfd size=1 fill=1
            preserve_fd s m token=1
            close s
            kexec
            """
        );
        Assert.Equal("KHO-PRES-12", $"{result.Violation!.Clause}");
        Assert.Equal(ViolationKind.Image, result.Violation.Kind);
        Assert.Equal(5, result.Violation.OperationIndex);
        Assert.Matches("^at 0x[0-9a-f]+000: ", result.Violation.Got);
    }

    [Fact]
    public void A_wrong_image_is_the_cause_when_the_next_kernel_panics_over_it()
    {
        ReplayResult result = Run(new CountsNothing(), "d = open\ns = create_session d name=a\nkexec\nd = open");
        Assert.Null(result.Fault);
        Assert.Equal(ViolationKind.Image, result.Violation!.Kind);
        Assert.Equal(Verb.Kexec, result.Violation.Operation.Verb);
    }

    [Theory]
    [InlineData("kexec\nkexec\ncold_boot\nkexec\nkexec")]
    [InlineData("kexec liveupdate=off\nkexec\nkexec kho=off\nkexec\nkexec")]
    [InlineData("load kind=plain\nreboot\nkexec\nload kind=preserve\nreboot\nload\nreboot\nkexec")]
    [InlineData("kexec kho=off\ncold_boot liveupdate=off\nkexec\nkexec")]
    public void The_numbers_of_a_chain_of_kernels_are_followed(string program)
    {
        Assert.Null(Run(new Parts(), program).Violation);
        Assert.NotNull(Run(new CountsTwice(), program).Violation);
    }

    [Theory]
    [InlineData(nameof(ForgetsPosition), "MEMFD-04")]
    [InlineData(nameof(DropsSeals), "MEMFD-10")]
    [InlineData(nameof(RoundsSize), "MEMFD-03")]
    public void A_wrong_record_breaks_the_clause_of_its_field(string handler, string clause)
    {
        ReplayResult result = Run(
            new WithHandler(handler),
            """
            d = open
            s = create_session d name=a
            m = memfd flags=2 size=100 fill=1
            add_seals m seals=4
            seek m to=7 from=set
            preserve_fd s m token=1
            kexec
            """
        );
        Assert.Equal(clause, $"{result.Violation!.Clause}");
    }

    private static ReplayResult Run(Parts parts, string program)
    {
        Assert.True(
            ProgramText.TryParse("luo 1\n" + program, "test", out Program? parsed, out TextError? error),
            error?.ToString()
        );
        return Replay.Run(parsed!, new ReferenceImplementation(parts: parts));
    }

    private sealed class KeepsEntries : Parts
    {
        protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

        private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
        {
            public override void UnpreserveFolio(int page) { }
        }
    }

    private sealed class CountsNothing : Parts
    {
        protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
            new Blocks(kernel, entrySize, owner);

        private sealed class Blocks(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
        {
            protected override ulong CountOf(int used) => 0;
        }
    }

    private sealed class CountsTwice : Parts
    {
        protected override uint KexecCountAfter(uint incoming) => incoming + 2;
    }

    private sealed class WithHandler(string name) : Parts
    {
        protected override FileHandler CreateMemfdHandler(Kernel kernel) =>
            name switch
            {
                nameof(ForgetsPosition) => new ForgetsPosition(kernel),
                nameof(DropsSeals) => new DropsSeals(kernel),
                _ => new RoundsSize(kernel),
            };
    }

    private sealed class ForgetsPosition(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override ulong SamplePosition(OpenFile file) => 0;
    }

    private sealed class DropsSeals(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override uint SampleSeals(MemoryFile memory) => 0;
    }

    private sealed class RoundsSize(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override ulong SampleSize(MemoryFile memory) => (memory.Size + 4095) & ~4095UL;
    }
}
