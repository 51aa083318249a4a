using LiveUpdate.Conformance;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants.Tests;

public class FaultWalkTests
{
    /// <summary>The allocations: the open file, a session, its block and open file, the file and its contents, and eight of PRESERVE_FD.</summary>
    private const string Small = """
        luo 1
        d = open
        s = create_session d name=a
        m = memfd size=4096 fill=0x1
        preserve_fd s m token=0x1
        """;

    private const int AllocationsOfSmall = 14;
    private const int AllocationsOfHandled = 8;

    [Fact]
    public void Every_allocation_fails_once_and_is_asked_for_again()
    {
        CampaignResult result = Walk(new ReferenceImplementation(), FaultKinds.Alloc, Small);

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // The plain run, three for each allocation, and one that found none left.
        Assert.Equal(
            new FaultFigures(1, 1 + 3 * AllocationsOfSmall + 1, AllocationsOfSmall, 0, 0, 0, 0),
            result.Faults
        );
    }

    [Fact]
    public void Each_kernel_of_a_program_is_walked_through()
    {
        CampaignResult one = Walk(new ReferenceImplementation(), FaultKinds.Alloc, Small + "\nkexec");
        CampaignResult two = Walk(new ReferenceImplementation(), FaultKinds.Alloc, Small + "\nkexec\nd = open");

        Assert.Equal(AllocationsOfSmall + 1, one.Faults!.Allocations);
        // The open file, the incoming session and its file.
        Assert.Equal(AllocationsOfSmall + 1 + 3, two.Faults!.Allocations);
    }

    [Fact]
    public void Deaths_and_crashes_come_before_each_operation_and_at_the_end()
    {
        CampaignResult result = Walk(new ReferenceImplementation(), FaultKinds.Die | FaultKinds.Crash, Small);

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // Where there is nothing to do again nothing is.
        Assert.Equal(new FaultFigures(1, 1 + 2 * (5 + 4), 0, 0, 5, 5, 0), result.Faults);
    }

    /// <summary>The session's and the preserve's; then those of five commands more, in the second kernel.</summary>
    private const string AllCommands =
        Small
        + "\nkexec\nd = open\ns = retrieve_session d name=a\nm = retrieve_fd s token=0x1\nget_name s\nfinish s\nm2 = retrieve_fd s token=0x1";

    [Fact]
    public void Every_copy_out_fails_once_and_its_call_is_made_again()
    {
        CampaignResult result = Walk(new ReferenceImplementation(), FaultKinds.CopyOut, AllCommands);

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // The plain run, three for each copy-out, and for each kernel one that found none left; the last retrieve fails before.
        Assert.Equal(new FaultFigures(1, 1 + 3 * 6 + 2, 0, 6, 0, 0, 0), result.Faults);
    }

    [Fact]
    public void Faults_that_a_program_injects_itself_are_left_out()
    {
        CampaignResult result = Walk(
            new ReferenceImplementation(),
            FaultKinds.CopyOut | FaultKinds.Alloc,
            Small + "\ninject alloc=1\nget_name s"
        );

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        Assert.Equal((AllocationsOfSmall, 3), (result.Faults!.Allocations, result.Faults.CopyOuts));
    }

    [Fact]
    public void Where_copy_outs_cannot_be_made_to_fail_memory_that_cannot_be_written_is_taken()
    {
        CampaignResult result = Walk(new WithoutFaults(), FaultKinds.All, AllCommands);

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // The last retrieve is tried too, since nobody can say that it fails before.
        Assert.Equal((0, 7), (result.Faults!.Allocations, result.Faults.CopyOuts));
    }

    private sealed class WithoutFaults : IImplementation
    {
        private readonly ReferenceImplementation _reference = new();

        public string Name => _reference.Name;

        public string Version => _reference.Version;

        public ObservationClasses Observes => ObservationClasses.UserInterface;

        public Features Features => _reference.Features & ~Features.Faults;

        public IMachine Start() => _reference.Start();
    }

    [Fact]
    public void A_name_that_a_failed_call_leaves_behind_is_found_in_the_next_kernel()
    {
        CampaignResult result = Walk(
            MutantOf("failed-create-keeps-session"),
            FaultKinds.Alloc,
            "luo 1\nd = open\ns = create_session d name=a"
        );

        Assert.NotEmpty(result.Failures);
    }

    [Fact]
    public void An_agent_that_died_does_again_what_it_did_in_its_kernel()
    {
        CampaignResult result = Walk(MutantOf("sessions-outlive-agent"), FaultKinds.Die, Small);

        Assert.Equal("LUO-SESS-02", $"{Assert.Single(result.Failures).Clause}");
    }

    [Theory]
    [InlineData("HL-32-copy-out-keeps-session", "LUO-SESS-02")]
    [InlineData("copy-out-loses-session", "LUO-SESS-13")]
    [InlineData("retrieve-copy-out-loses-file", "LUO-FILE-08")]
    [InlineData("finish-copy-out-undone", "LUO-FILE-10")]
    [InlineData("preserve-copy-out-hidden", "LUO-FILE-04")]
    [InlineData("HL-32-copy-out-leaks-fd", "LUO-IOC-05")]
    public void A_copy_out_that_fails_and_does_harm_is_noticed_in_a_plain_call(string id, string clause)
    {
        CampaignResult result = Walk(MutantOf(id), FaultKinds.CopyOut, AllCommands + "\ncount_fds");

        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(clause, $"{failure.Clause}");
        Assert.Contains(
            failure.Original.Program.Operations,
            static operation => operation is Inject { CopyOut: not null }
        );
        Assert.DoesNotContain(failure.Original.Program.Operations, static operation => operation is Ioctl);
    }

    [Fact]
    public void Every_callback_that_can_fail_fails_once_and_is_called_again()
    {
        CampaignResult result = Walk(
            new ReferenceImplementation(),
            FaultKinds.Callback,
            """
            luo 1
            h = handler.register compatible=chan-v1
            b = flb.register h compatible=pool-v1
            d = open
            s = create_session d name=a
            f = handler.file value=0x5
            preserve_fd s f token=0x1
            kexec
            h = handler.register compatible=chan-v1
            b = flb.register h compatible=pool-v1
            d = open
            s = retrieve_session d name=a
            f = retrieve_fd s token=0x1
            finish s
            """
        );

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // can_preserve, the FLB's preserve and preserve; freeze; retrieve; can_finish, and the FLB's retrieve at its end.
        Assert.Equal(7, result.Faults!.Callbacks);
    }

    private const string Handled = """
        luo 1
        h = handler.register compatible=chan-v1
        b = flb.register h compatible=pool-v1
        d = open
        s = create_session d name=a
        f = handler.file value=0x5
        preserve_fd s f token=0x1
        close s
        """;

    [Fact]
    public void Allocations_between_the_callbacks_of_handlers_fail_too()
    {
        CampaignResult result = Walk(new ReferenceImplementation(), FaultKinds.Alloc, Handled);

        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        // The link of the FLB; the open file, a session, its block and open file; the block of its files, the id and the file.
        Assert.Equal(AllocationsOfHandled, result.Faults!.Allocations);
    }

    [Fact]
    public void An_FLB_that_stays_counted_when_memory_runs_out_is_noticed()
    {
        CampaignResult result = Walk(MutantOf("flb-failed-allocation-stays-counted"), FaultKinds.Alloc, Handled);

        Assert.Equal("LUO-FLB-02", $"{Assert.Single(result.Failures).Clause}");
    }

    [Fact]
    public void A_rollback_that_forgets_pins_is_noticed()
    {
        CampaignResult result = Walk(MutantOf("failed-preserve-keeps-pins"), FaultKinds.Alloc, Small);

        Assert.Equal("LUO-FILE-04", $"{Assert.Single(result.Failures).Clause}");
    }

    [Fact]
    public void Memory_lost_in_a_kernel_that_is_gone_is_noticed()
    {
        CampaignResult result = Walk(
            MutantOf("failed-preserve-keeps-pins"),
            FaultKinds.Alloc,
            Small + "\nkexec\nd = open"
        );

        Assert.Equal("LUO-FILE-04", $"{Assert.Single(result.Failures).Clause}");
    }

    [Fact]
    public void The_minimal_program_of_a_lost_page_has_the_fault_right_before_the_operation()
    {
        CampaignResult result = Walk(
            MutantOf("failed-retrieve-keeps-contents"),
            FaultKinds.Alloc,
            Small
                + "\nkexec\nd = open\ncount_fds\ns = retrieve_session d name=a\nget_name s\nm = retrieve_fd s token=0x1"
        );

        Failure failure = Assert.Single(result.Failures);
        Assert.True(failure.IsMinimal);
        Assert.Equal("MEMFD-14", $"{failure.Clause}");
        Operation[] operations = [.. failure.Minimal.Program.Operations];
        Assert.Equal([Verb.Inject, Verb.RetrieveFd], operations[^2..].Select(static operation => operation.Verb));
    }

    private static IImplementation MutantOf(string id) =>
        MutantCatalogue.All.Single(mutant => mutant.Id == id).Create();

    private static CampaignResult Walk(IImplementation implementation, FaultKinds kinds, string text)
    {
        Assert.True(ProgramText.TryParse(text, "test", out Program? program, out TextError? error), $"{error}");
        return Campaign.Run(
            new CampaignOptions
            {
                Cases = 0,
                Corpus = [new CorpusProgram("test", program)],
                Faults = kinds,
            },
            implementation
        );
    }
}
