namespace LiveUpdate.Model.Tests;

/// <summary>Wrong answers, and the clause that a person would name: program before, operation, answer, clause.</summary>
public sealed class Differences : TheoryData<string, string, string, string>
{
    private const string Base = "d = open\ns = create_session d name=s\nm = memfd size=4096 fill=1\n";
    private const string Preserved = Base + "preserve_fd s m token=1\n";
    private const string Next = "kexec\nd = open\ns = retrieve_session d name=s\n";
    private const string Retrieved = Preserved + Next + "m = retrieve_fd s token=1\n";

    public Differences()
    {
        Sessions();
        Preserving();
        Retrieving();
        Contents();
        Raw();
        Boots();
        LifecycleBound();
    }

    private void LifecycleBound()
    {
        const string BoundNext = "kexec\nh = handler.register compatible=a\nb = flb.register h compatible=a\n";
        const string Bound =
            "d = open\ns = create_session d name=s\nh = handler.register compatible=a\nf = handler.file\n"
            + "b = flb.register h compatible=a\npreserve_fd s f token=0\n";
        const string Incoming = "d = open\ns = retrieve_session d name=s\n";
        const string FileFinished = "ok trace=h.can_finish(0/-/0x0):1,h.finish(0/-/0x0)";
        const string AllFinished = FileFinished + ",b.retrieve(0x0):0x1,b.finish(0x1)";
        Add(Bound + "flb.get_outgoing b\n" + BoundNext + Incoming, "finish s", AllFinished, "LUO-FLB-05");
        Add(Bound + BoundNext + Incoming, "finish s", FileFinished, "LUO-FLB-05");
        Add(Bound + BoundNext + Incoming, "finish s", FileFinished + ",b.finish(0x1)", "LUO-FLB-04");
        Add(
            Bound + BoundNext + "flb.get_incoming b\n",
            "flb.get_incoming b",
            "ok value=0x1 trace=b.retrieve(0x0):0x1",
            "LUO-FLB-04"
        );
    }

    private void Boots()
    {
        Add(Base + "reboot -> err EINVAL", "preserve_fd s m token=1", "err EBADF", "LUO-REBOOT-01");
        Add(Base + "load kind=preserve\nreboot", "get_name s", "err EBUSY", "LUO-REBOOT-05");
        Add("load\nload kind=crash", "reboot", "err EINVAL", "KHO-CRASH-01");
        Add("d = open\nkexec", "d = open", "err EALREADY", "LUO-REBOOT-01");
        Add(Preserved, "preserve_fd s m token=0", "err EINVAL", "LUO-FILE-02");
        Add("m = memfd", "n = retrieve_fd m token=0", "err EINVAL", "LUO-IOC-02");
        Add(Preserved, "seek m to=0 from=end", "ok pos=0", "MEMFD-06");
        Add(Preserved + "seek m to=1\nclose s", "seek m to=0 from=cur", "ok pos=0", "MEMFD-08");
        Add(
            Preserved
                + "kexec\nx = memfd size=1 fill=9\nd = open\ns = retrieve_session d name=s\nm = retrieve_fd s token=1",
            "read m len=1",
            "ok len=1 data=09*1",
            "KHO-REST-05"
        );
    }

    private void Sessions()
    {
        Add("d = open", "e = open", "ok", "LUO-DEV-02");
        Add("d = open\nclose d", "e = open", "err EBUSY", "LUO-DEV-02");
        Add("cold_boot liveupdate=off", "d = open", "ok", "LUO-DEV-01");
        Add("cold_boot kho=maybe", "d = open", "err ENOENT", "KHO-CMD-01");
        Add(Base, "t = create_session d name=s", "ok", "LUO-SESS-02");
        Add(Base + "close s", "t = create_session d name=s", "err EEXIST", "LUO-SESS-02");
        Add(Base + "t = dup s\nclose s", "s = create_session d name=s", "ok", "LUO-SESS-10");
        Add(Base + "t = dup s\nclose s", "get_name t", "err EBADF", "LUO-SESS-10");
        Add(Base + "close d", "get_name s", "err EBADF", "LUO-DEV-03");
        Add("d = open", "t = create_session d name=", "ok", "LUO-SESS-01");
        Add(Base + "kexec\nd = open", "s = retrieve_session d name=s", "err ENOENT", "LUO-SESS-04");
        Add(Base + "kexec\nd = open", "s = create_session d name=s", "err EEXIST", "LUO-SESS-03");
        Add(Base + "kexec\nkexec\nd = open", "s = retrieve_session d name=s", "ok", "LUO-SESS-06");
        Add(Base + Next, "t = retrieve_session d name=s", "ok", "LUO-SESS-05");
        Add(Base + Next + "close s", "t = retrieve_session d name=s", "err EINVAL", "LUO-SESS-12");
        Add(Base + Next + "finish s\nclose s", "t = retrieve_session d name=s", "ok", "LUO-SESS-05");
        Add(Many(52) + "kexec\nd = open", "s = retrieve_session d name=n51", "err ENOENT", "LUO-SESS-09");
        Add(
            Base + "kexec\nd = open\nlimit_fds free=0\ns = retrieve_session d name=s -> err EMFILE\nlimit_fds",
            "s = retrieve_session d name=s",
            "err EINVAL",
            "LUO-SESS-13"
        );
        Add(
            "d = open\nload\ns = create_session d name=s\nreboot\nd = open",
            "s = retrieve_session d name=s",
            "err ENOENT",
            "KHO-PRES-12"
        );
        Add(
            "d = open\ns = create_session d name=s\nload kind=plain\nreboot\nd = open",
            "s = retrieve_session d name=s",
            "ok",
            "KHO-CRASH-01"
        );
        Add("d = open", "reboot", "ok", "LUO-REBOOT-01");
        Add(Base, "get_name s", "ok name=x", "LUO-SESS-07");
        Add(Base, "count_fds", "ok count=4", "LUO-IOC-05");
        Add(Base, "get_flags s", "ok status=2 descriptor=0", "LUO-IOC-05");
    }

    private void Preserving()
    {
        Add(Preserved, "preserve_fd s m token=2", "ok", "LUO-FILE-03");
        Add(Preserved, "preserve_fd s x token=1", "err EBADF", "LUO-FILE-01");
        Add(Preserved + "n = memfd", "preserve_fd s n token=1", "ok", "LUO-FILE-02");
        Add(Preserved + "n = memfd", "preserve_fd s n token=0x100000001", "err EEXIST", "LUO-FILE-02");
        Add(Preserved + "close s\ns = create_session d name=s", "preserve_fd s m token=1", "err EBUSY", "LUO-FILE-03");
        Add(Base + "preserve_fd s x token=1 -> err EBADF", "preserve_fd s m token=1", "err EEXIST", "LUO-FILE-04");
        Add(Base + "p = special kind=pipe", "preserve_fd s p token=1", "ok", "MEMFD-01");
        Add(Preserved, "truncate m size=1", "ok", "MEMFD-06");
        Add(Preserved, "write m at=0 len=1 fill=1", "err EPERM", "MEMFD-06");
        Add(Preserved, "write m at=4095 len=2 fill=1", "ok len=2", "MEMFD-07");
        Add(Preserved + "close s", "truncate m size=1", "err EPERM", "MEMFD-08");
        Add(Base, "finish s", "ok", "LUO-SESS-08");
    }

    private void Retrieving()
    {
        const string Alone = Preserved + "kexec\nd = open\ns = retrieve_session d name=s\n";
        Add(Alone, "m = retrieve_fd s token=1", "err ENOENT", "LUO-FILE-06");
        Add(Alone, "m = retrieve_fd s token=2", "ok", "LUO-FILE-07");
        Add(Retrieved, "n = retrieve_fd s token=1", "err EBUSY", "LUO-FILE-08");
        Add(Retrieved + "finish s", "n = retrieve_fd s token=1", "ok", "LUO-FILE-10");
        Add(Retrieved + "finish s", "finish s", "err EINVAL", "LUO-FILE-10");
        Add(Retrieved, "finish s reserved=1", "ok", "LUO-FILE-11");
        Add(Retrieved + "o = create_session d name=o", "preserve_fd o m token=1", "ok", "LUO-FILE-13");
        Add(Retrieved + "o = create_session d name=o\nclose s", "preserve_fd o m token=1", "err EBUSY", "LUO-SESS-12");
        Add(Preserved + "close m\n" + Next, "m = retrieve_fd s token=1", "err ENOENT", "LUO-FILE-05");
        Add(ManyFiles(64) + Next, "m = retrieve_fd s token=64", "err ENOENT", "LUO-FILE-15");
        Add(Base + "load\npreserve_fd s m token=1\n" + Next, "m = retrieve_fd s token=1", "err ENOENT", "KHO-PRES-12");
    }

    private void Contents()
    {
        Add(Retrieved, "read m len=9", "ok len=9 data=00*9", "MEMFD-02");
        Add(Retrieved, "read m len=9", "ok len=8 data=01*8", "MEMFD-03");
        Add(Retrieved, "seek m to=0 from=cur", "ok pos=1", "MEMFD-04");
        Add(Retrieved, "truncate m size=1", "err EPERM", "MEMFD-09");
        Add(Retrieved, "get_seals m", "ok seals=1", "MEMFD-10");
        Add(Retrieved, "get_flags m", "ok status=0x402 descriptor=1", "MEMFD-11");
        Add(Retrieved, "stat m", "ok size=4096 blocks=0 mode=0x1ff links=0", "MEMFD-13");
        Add(Retrieved, "stat m", "ok size=1 blocks=8 mode=0x1ff links=0", "MEMFD-03");
        Add(Retrieved, "stat m", "ok size=4096 blocks=8 mode=0x180 links=0", "MEMFD-11");
        Add(Retrieved + "n = retrieve_fd s token=1", "seek n to=0 from=cur", "ok pos=1", "LUO-FILE-08");
        Add(
            Preserved + "write m at=0 len=1 fill=9\n" + Next + "m = retrieve_fd s token=1",
            "read m len=2",
            "ok len=2 data=01*2",
            "MEMFD-02"
        );
        const string Sparse =
            "d = open\ns = create_session d name=s\nm = memfd size=4096\npreserve_fd s m token=1\n"
            + Next
            + "m = retrieve_fd s token=1";
        Add(Sparse, "read m len=2", "ok len=2 data=aa*2", "MEMFD-03");
        const string Allocated =
            "d = open\ns = create_session d name=s\nm = memfd\nfallocate m at=0 len=4096\npreserve_fd s m token=1\n"
            + Next
            + "m = retrieve_fd s token=1";
        Add(Allocated, "read m len=2", "ok len=2 data=aa*2", "MEMFD-05");
        Add(Retrieved + "finish s", "read m len=1", "ok len=1 data=00*1", "LUO-FILE-10");
        Add(
            Retrieved
                + "finish s\nclose s\ns = create_session d name=s\npreserve_fd s m token=1\n"
                + Next
                + "m = retrieve_fd s token=1",
            "read m len=1",
            "ok len=1 data=00*1",
            "MEMFD-17"
        );
    }

    private void Raw()
    {
        const string Device = "d = open";
        Add(Device, "ioctl d cmd=0xba02 arg=48 len=72", "err ENOTTY touched=0", "LUO-IOC-01");
        Add(Device, "ioctl d cmd=0xba02 arg=48 len=72", "err EINVAL touched=1", "LUO-IOC-04");
        Add(Base, "ioctl s cmd=0xba44 arg=48 len=72", "err ENOTTY touched=0", "LUO-IOC-02");
        Add(Base, "ioctl s cmd=0xba42 arg=08 len=8", "ok arg=08", "LUO-SESS-08");
        Add(Device, "s = ioctl d cmd=0xba00 arg=500000000000000061 len=80", "err EINVAL touched=0", "LUO-IOC-03");
        Add(Device, "s = ioctl d cmd=0xba00 arg=480000000000000061 len=72", "ok arg=480000000000000062", "LUO-IOC-03");
        Add(Base, "t = ioctl d cmd=0xba00 arg=480000000000000073 len=72", "ok arg=480000000000000073", "LUO-SESS-02");
        Add(Base, "ioctl s cmd=0xba43 arg=48 len=72", "ok arg=480000000000000074", "LUO-SESS-07");
    }

    private static string Many(int sessions) =>
        "d = open\n"
        + string.Concat(Enumerable.Range(0, sessions).Select(static i => $"s{i} = create_session d name=n{i}\n"));

    private static string ManyFiles(int files) =>
        "d = open\ns = create_session d name=s\n"
        + string.Concat(
            Enumerable.Range(1, files).Select(static i => $"m{i} = memfd size=1\npreserve_fd s m{i} token={i}\n")
        );
}
