using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>Wrong answers under a recorded alternative, and the clause that a person would name: profile, program before, operation, answer, clause.</summary>
public sealed class ProfileDifferences : TheoryData<string, string, string, string, string>
{
    private const string Handlers = "h = handler.register compatible=a\nd = open\n";

    private const string TwoFiles =
        Handlers
        + "s = create_session d name=a\nt = create_session d name=b\nf = handler.file value=1\ng = handler.file value=2\n";

    private const string InOneSession = TwoFiles + "preserve_fd s f token=1\npreserve_fd s g token=2\n";
    private const string InTwoSessions = TwoFiles + "preserve_fd s f token=1\npreserve_fd t g token=1\n";
    private const string Prepared = "luo.event d event=prepare\n";
    private const string Frozen = Prepared + "luo.event d event=freeze\n";
    private const string Arrived = "kexec\n" + Handlers;

    public ProfileDifferences()
    {
        FinishOnClose();
        UnpreserveOrdered();
        Events();
        Endings();
        Jumps();
    }

    private void FinishOnClose()
    {
        const string Retrieved =
            InOneSession
            + Arrived
            + "s = retrieve_session d name=a\nf = retrieve_fd s token=1\ng = retrieve_fd s token=2\n";
        const string Refusing = Retrieved + "handler.script h on=can_finish fail=EBUSY nth=2\n";
        const string Asked = "h.can_finish(1/0x1/0x1):1,h.can_finish(1/0x2/0x2):0";
        const string Finished = "h.finish(1/0x2/0x2),h.finish(1/0x1/0x1)";
        Add("finish-on-close", Refusing, "close s", $"ok trace={Asked}", "LUO-CLOSE-03");
        Add("finish-on-close", Refusing, "close s", $"err EBUSY trace={Asked},{Finished}", "LUO-CLOSE-03");
        Add("finish-on-close", Retrieved, "close s", $"ok trace={Finished}", "LUO-CLOSE-03");
        Add(
            "finish-on-close",
            Refusing + $"close s -> err EBUSY trace={Asked}\n",
            "s = retrieve_session d name=a",
            "ok",
            "LUO-CLOSE-03"
        );
        Add(
            "finish-on-close",
            InOneSession + Arrived + "s = retrieve_session d name=a\n",
            "close s",
            $"err EBUSY trace=h.can_finish(0/-/0x1):1,h.can_finish(0/-/0x2):1",
            "LUO-CLOSE-02"
        );
    }

    private void UnpreserveOrdered()
    {
        const string Profile = "unpreserve-ordered";
        Add(Profile, InOneSession, "unpreserve_fd s token=1", "ok trace=h.unpreserve(0x1/0x1)", "LUO-ORDER-01");
        Add(
            Profile,
            InOneSession,
            "unpreserve_fd s token=1",
            "ok trace=h.unpreserve(0x1/0x1),h.unpreserve(0x2/0x2)",
            "LUO-ORDER-01"
        );
        Add(Profile, InOneSession, "unpreserve_fd s token=1", "err EBUSY", "LUO-ORDER-01");
        Add(
            Profile,
            InOneSession + "unpreserve_fd s token=1\n",
            "preserve_fd s g token=2",
            "err EEXIST",
            "LUO-ORDER-01"
        );
    }

    private void Events()
    {
        const string Failing = InTwoSessions + "handler.script h on=prepare fail=EIO nth=2\n";
        const string Event = "luo.event d event=";
        const string Refused = "err EIO trace=h.prepare(0x1/0x1):0,h.prepare(0x2/0x2):EIO";
        V4(Failing, Event + "prepare", Refused, "LUO-STATE-06");
        V4(Failing, Event + "prepare", Refused + ",h.cancel(0x2/0x2),h.cancel(0x1/0x1)", "LUO-STATE-06");
        V4(InTwoSessions, Event + "prepare", "err EINVAL", "LUO-STATE-06");
        V4(InTwoSessions + Prepared, Event + "freeze", "ok", "LUO-STATE-07");
        V4(InTwoSessions + Prepared, Event + "prepare", "ok", "LUO-STATE-01");
        V4(
            InTwoSessions + Frozen,
            Event + "cancel",
            "ok trace=h.cancel(0x2/0x2),h.cancel(0x1/0x1),h.unfreeze(0x2/0x2),h.unfreeze(0x1/0x1)",
            "LUO-STATE-09"
        );
        V4(Handlers, "x = handler.register compatible=b without=prepare,cancel", "err EINVAL", "LUO-FILE-17");
    }

    private void Endings()
    {
        const string Incoming = InTwoSessions + Prepared + Arrived;
        const string Finished = "h.finish(0/-/0x1),h.finish(0/-/0x2)";
        V4(
            Incoming,
            "luo.event d event=finish",
            "ok trace=h.can_finish(0/-/0x1):1,h.finish(0/-/0x1),h.can_finish(0/-/0x2):1,h.finish(0/-/0x2)",
            "LUO-STATE-11"
        );
        V4(Incoming, "luo.event d event=finish", $"ok trace={Finished}", "LUO-STATE-11");
        V4(
            Incoming,
            "luo.event d event=finish",
            "ok trace=h.can_finish(0/-/0x1):1,h.can_finish(0/-/0x2):1,h.finish(0/-/0x1)",
            "LUO-FILE-14"
        );
        V4(InTwoSessions + Frozen, "close s", "ok trace=h.cancel(0x1/0x1),h.unpreserve(0x1/0x1)", "LUO-STATE-10");
        V4(InTwoSessions + Prepared, "close s", "ok trace=h.unpreserve(0x1/0x1)", "LUO-STATE-10");
    }

    private void Jumps()
    {
        const string Both = "h.freeze(0x1/0x1):0x1,h.freeze(0x2/0x2):0x2";
        V4(InTwoSessions + Frozen, "kexec", $"ok trace={Both}", "LUO-STATE-08");
        V4(InTwoSessions, "kexec", $"ok trace={Both}", "LUO-STATE-12");
        V4(InTwoSessions, "kexec", "ok trace=h.unpreserve(0x2/0x2),h.unpreserve(0x1/0x1)", "LUO-STATE-12");
        V4(
            "d = open\ns = create_session d name=a\nm = memfd size=9\npreserve_fd s m token=1\n"
                + Frozen
                + "seek m to=4\nkexec\nd = open\ns = retrieve_session d name=a\nm = retrieve_fd s token=1\n",
            "seek m to=0 from=cur",
            "ok pos=4",
            "LUO-STATE-08"
        );
        Add("linux-7.3", Handlers, "handler.script h on=cancel", "ok", "D4.2");
    }

    private void V4(string before, string operation, string answer, string clause) =>
        Add(Profile.LuoV4.Name, before, operation, answer, clause);
}
