using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>A KHO with a finalize step, by hand and by LUO.</summary>
public sealed class FinalizeStepTests
{
    private const string ByHand = "kexec liveupdate=off\n";
    private const string Two = "a = kho.register_notifier\nb = kho.register_notifier priority=1\n";
    private const string Folio = "f = kho.folio -> ok frames=1*1\nkho.preserve_folio f\n";
    private const string Fails = "kho.notifier_script b on=finalize fail=EIO\n";
    private const string Stuck =
        ByHand
        + Folio
        + Two
        + "kho.notifier_script b on=abort fail=EIO\nkho.finalize -> ok trace=b.finalize():0,a.finalize():0\n"
        + "kho.abort -> err EIO trace=b.abort():EIO\n";
    private const string Refused =
        ByHand + Folio + Two + Fails + "kho.finalize -> err EIO trace=b.finalize():EIO,b.abort():0,a.abort():0\n";
    private const string Frozen =
        Two
        + Fails
        + "h = handler.register compatible=c\nd = open\ns = create_session d name=s\nf = handler.file\n"
        + "preserve_fd s f token=0 -> ok trace=h.can_preserve(0x0):1,h.preserve(0x0):0x0\n";
    private const string Called = "b.finalize():EIO,b.abort():0,a.abort():0";

    private static Judge Judge => new(ModelOptions.Default with { Profile = Profile.StatefulKho });

    public static TheoryData<string, string, string, string> WrongAnswers =>
        new()
        {
            { ByHand + Folio + "kho.finalize\n", "kho.preserve_folio f", "ok", "KHO-FINAL-01" },
            { ByHand + Folio + "kho.finalize\nkho.abort\n", "kho.preserve_folio f", "err EBUSY", "KHO-FINAL-01" },
            { ByHand + Folio + "kho.finalize\n", "kho.unpreserve_folio f", "ok", "KHO-FINAL-04" },
            {
                ByHand + Folio + ByHand,
                "g = kho.restore_folio f",
                "ok frames=1*1 order=0 refs=1 tails=0",
                "KHO-FINAL-02"
            },
            { ByHand + Folio + "kho.finalize\n" + ByHand, "g = kho.restore_folio f", "err ENOENT", "KHO-FINAL-02" },
            { ByHand + Folio + ByHand, "kho.state", "ok enabled=1 incoming=1", "KHO-FINAL-02" },
            { string.Empty, "kho.finalize", "ok", "KHO-FINAL-03" },
            { ByHand + Two, "kho.finalize", "ok trace=a.finalize():0,b.finalize():0", "KHO-FINAL-05" },
            { ByHand + Two, "kho.finalize", "ok trace=b.finalize():0", "KHO-FINAL-05" },
            { ByHand + Two + "kho.unregister_notifier a\n", "kho.unregister_notifier a", "ok", "KHO-FINAL-05" },
            {
                ByHand + Two + Fails,
                "kho.finalize",
                "err EIO trace=b.finalize():EIO,a.finalize():0,b.abort():0,a.abort():0",
                "KHO-FINAL-06"
            },
            { ByHand + Two + Fails, "kho.finalize", "err EIO trace=b.finalize():EIO,b.abort():0", "KHO-FINAL-06" },
            { ByHand + Two + Fails, "kho.finalize", "ok trace=" + Called, "KHO-FINAL-06" },
            { Refused, "kho.preserve_folio f", "err EBUSY", "KHO-FINAL-06" },
            { Refused, "kho.abort", "ok trace=b.abort():0,a.abort():0", "KHO-FINAL-06" },
            { Refused + ByHand, "kho.state", "ok enabled=1 incoming=1", "KHO-FINAL-06" },
            { Stuck, "kho.unpreserve_folio f", "ok", "KHO-FINAL-07" },
            { Stuck, "kho.abort", "err ENOENT", "KHO-FINAL-07" },
            { Stuck, "kho.abort", "err EIO trace=b.abort():EIO,a.abort():0", "KHO-FINAL-07" },
            { Stuck + ByHand, "g = kho.restore_folio f", "err ENOENT", "KHO-FINAL-07" },
            { Frozen, "kexec", "ok trace=h.freeze(0x0/0x0):0x0," + Called, "KHO-FINAL-08" },
            { Frozen, "kexec", "err EIO trace=h.freeze(0x0/0x0):0x0," + Called, "KHO-FINAL-08" },
            {
                Frozen,
                "kexec",
                "err EIO trace=" + Called + ",h.freeze(0x0/0x0):0x0,h.unfreeze(0x0/0x0)",
                "KHO-FINAL-08"
            },
            { Frozen, "kexec", "ok trace=h.freeze(0x0/0x0):0x0", "KHO-FINAL-08" },
            { ByHand + Two, "kexec", "ok trace=b.finalize():0,a.finalize():0", "KHO-FINAL-08" },
            { Two + "load kind=preserve\n", "reboot", "ok trace=b.finalize():0,a.finalize():0", "KHO-FINAL-08" },
            {
                Two
                    + "f = kho.folio -> ok frames=1*1\nkho.notifier_script a on=finalize folio=f\n"
                    + "kexec -> ok trace=b.finalize():0,a.finalize():0\n",
                "g = kho.restore_folio f",
                "err ENOENT",
                "KHO-FINAL-09"
            },
            {
                ByHand
                    + Two
                    + Folio
                    + "kho.notifier_script a on=abort folio=f\n"
                    + "kho.finalize -> ok trace=b.finalize():0,a.finalize():0\n"
                    + "kho.abort -> ok trace=b.abort():0,a.abort():0\n",
                "kho.keys",
                "ok count=1 keys=10000000000001",
                "KHO-FINAL-09"
            },
        };

    [Theory]
    [InlineData("kho.finalize", "", "err EBUSY trace=n.finalize():EBUSY,n.abort():0")]
    [InlineData("kho.abort", "kho.finalize -> ok trace=n.finalize():0\n", "err EBUSY trace=n.abort():EBUSY")]
    public void A_notifier_that_cannot_reach_the_set_is_put_down_to_its_clause(
        string operation,
        string before,
        string answer
    ) =>
        Assert.Equal(
            "KHO-FINAL-09",
            Judge
                .Run(
                    ByHand
                        + "f = kho.folio -> ok frames=1*1\nn = kho.register_notifier\n"
                        + "kho.notifier_script n on=finalize folio=f\nkho.notifier_script n on=abort folio=f\n"
                        + before
                )
                .Explain(operation, answer)
        );

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public void Wrong_answer_is_put_down_to_its_clause(string before, string operation, string answer, string clause) =>
        Assert.Equal(clause, Judge.Run(before).Explain(operation, answer));

    [Fact]
    public void A_reboot_that_a_notifier_refused_leaves_the_image_loaded_and_the_files_as_they_were() =>
        Judge.Run(
            Frozen
                + "kexec kho=off -> err EIO trace=h.freeze(0x0/0x0):0x0,"
                + Called
                + ",h.unfreeze(0x0/0x0)\n"
                + "get_name s -> ok name=s\n"
                + "kho.unregister_notifier b\n"
                + "reboot -> ok trace=h.freeze(0x0/0x0):0x0,a.finalize():0\n"
                + "kho.state -> ok enabled=0 incoming=1\n"
        );

    [Fact]
    public void A_notifier_without_memory_fails_like_one_that_refuses()
    {
        Judge judge = Judge.Run(
            Two + "f = kho.folio -> ok frames=1*1\nkho.notifier_script a on=finalize folio=f\ninject alloc=1\n"
        );

        judge.Run(
            "kexec -> err ENOMEM trace=b.finalize():0,a.finalize():ENOMEM,b.abort():0,a.abort():0 injected=node\n"
                + "kho.keys -> ok count=0 keys=\n"
                + "reboot -> ok trace=b.finalize():0,a.finalize():0\n"
                + "g = kho.restore_folio f -> ok frames=1*1 order=0 refs=1 tails=0\n"
        );
        Assert.Contains("KHO-FINAL-09", judge.Exercised);
    }

    [Fact]
    public void A_folio_that_is_gone_is_not_preserved() =>
        Judge.Run(
            ByHand
                + Two
                + "f = kho.folio -> ok frames=1*1\nkho.notifier_script a on=finalize folio=f\nkho.free f\n"
                + "kho.finalize -> ok trace=b.finalize():0,a.finalize():0\nkho.keys -> ok count=0 keys=\n"
        );
}
