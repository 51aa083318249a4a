namespace LiveUpdate.Model.Tests;

/// <summary>Hand-written programs with the answers that the documents give, one for each rule.</summary>
public sealed class Programs : TheoryData<string, string, string>
{
    private const string N63 = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn";

    public Programs()
    {
        Device();
        Framing();
        Sessions();
        Preserving();
        Retrieving();
        Frozen();
        Restored();
        Files();
        Boots();
        Blocks();
    }

    private void Blocks()
    {
        IEnumerable<int> sessions = Enumerable.Range(0, 52);
        IEnumerable<int> files = Enumerable.Range(1, 64);
        Add(
            "more sessions than a block holds",
            "LUO-SESS-09",
            $"""
            d = open
            {string.Join('\n', sessions.Select(static i => $"s{i} = create_session d name=n{i} -> ok"))}
            kexec
            d = open
            {string.Join('\n', sessions.Select(static i => $"s{i} = retrieve_session d name=n{i} -> ok"))}
            """
        );
        Add(
            "more files than a block holds",
            "LUO-FILE-15",
            $"""
            d = open
            s = create_session d name=s
            {string.Join('\n', files.Select(static i => $"m = memfd size={i}\npreserve_fd s m token={i}\nclose m"))}
            kexec
            d = open
            s = retrieve_session d name=s
            {string.Join(
                '\n',
                files.Select(static i => $"m = retrieve_fd s token={i}\nstat m -> ok size={i}\nclose m")
            )}
            """
        );
    }

    private void Device()
    {
        Add(
            "open twice",
            "LUO-DEV-02",
            """
            d = open -> ok
            e = open -> err EBUSY
            e = open by=1 -> err EBUSY
            x = dup d -> ok
            close d -> ok
            e = open -> err EBUSY
            close x -> ok
            e = open flags=0 -> ok
            get_flags e -> ok status=0x8000 descriptor=0x0
            """
        );
        Add(
            "no device",
            "LUO-DEV-01",
            """
            cold_boot liveupdate=off
            d = open -> err ENOENT
            kexec
            d = open -> ok
            cold_boot kho=off
            d = open -> err ENXIO
            kexec -> ok
            d = open -> ok
            """
        );
        Add(
            "spellings of the parameters",
            "KHO-CMD-01",
            """
            cold_boot kho=maybe liveupdate=yes
            d = open -> ok
            cold_boot liveupdate=perhaps
            d = open -> err ENOENT
            cold_boot kho=dunno
            d = open -> err ENOENT
            cold_boot liveupdate=1
            d = open -> ok
            cold_boot liveupdate=O
            d = open -> err ENOENT
            """
        );
        Add(
            "sessions outlive the device",
            "LUO-DEV-03",
            """
            d = open
            s = create_session d name=a
            close d
            m = memfd size=1 fill=0x1
            preserve_fd s m token=1 -> ok
            get_name s -> ok name=a
            """
        );
    }

    private void Framing()
    {
        Add(
            "device frame",
            "LUO-IOC-01",
            """
            d = open
            s = create_session d name=s1
            ioctl d cmd=0xba02 arg=48 len=72 -> err EINVAL touched=0
            ioctl d cmd=0xba40 arg=10 len=16 -> err EINVAL touched=0
            ioctl d cmd=0xbb02 arg= at=null -> err EINVAL
            ioctl d cmd=0xba00 arg= at=null -> err EFAULT
            ioctl d cmd=0xbb00 arg=48 len=72 -> err ENOTTY touched=0
            ioctl d cmd=0xc048ba00 arg=48 len=72 -> err ENOTTY touched=0
            ioctl d cmd=0xba00 arg=4800 -> err EFAULT touched=0
            ioctl d cmd=0xba00 arg=470000000000000061 len=72 -> err EINVAL touched=0
            ioctl d cmd=0xba00 arg=00 len=72 -> err EINVAL touched=0
            ioctl d cmd=0xba00 arg=480000000000000061 len=71 -> err EFAULT touched=0
            ioctl d cmd=0xba00 arg=490000000000000061 len=72 -> err EFAULT touched=0
            preserve_fd d s token=1 -> err EINVAL
            """
        );
        Add(
            "excess",
            "LUO-IOC-03",
            """
            d = open
            z = ioctl d cmd=0xba00 arg=50000000090000007a32 len=80 -> ok arg=50000000000000007a32
            y = ioctl d cmd=0xba00 arg=881300000a0000007a34 len=5000 -> ok arg=88130000000000007a34
            get_name y -> ok name=z4
            """
        );
        Add(
            "excess that is not zero",
            "LUO-IOC-04",
            """
            d = open
            ioctl d cmd=0xba00 arg=50000000000000007a32000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001 len=80 -> err E2BIG touched=0
            ioctl d cmd=0xba00 arg=51000000000000007a32000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001 len=80 -> err EFAULT touched=0
            """
        );
        Add(
            "session frame",
            "LUO-IOC-02",
            """
            d = open
            s = create_session d name=s1
            m = memfd size=1
            ioctl s cmd=0xba44 arg=10 len=16 -> err EINVAL touched=0
            ioctl s cmd=0xba3f arg=10 len=16 -> err EINVAL touched=0
            ioctl s cmd=0xbb40 arg=10 len=16 -> err ENOTTY touched=0
            ioctl s cmd=0xba40 arg=0c00000000000000 len=16 fd=m -> err EINVAL touched=0
            ioctl s cmd=0xba40 arg=180000000000000000000000000000000000000000000001 len=24 fd=m -> err E2BIG touched=0
            ioctl s cmd=0xba42 arg=00 len=2 -> err EFAULT touched=0
            ioctl s cmd=0xba42 arg=04000000 -> err EINVAL touched=0
            ioctl s cmd=0xba41 arg=10000000 len=16 -> err EINVAL touched=0
            ioctl s cmd=0xba40 arg=10000000 len=16 fd=m -> ok arg=10
            create_name = create_session s name=x -> err EINVAL
            finish m -> err ENOTTY
            """.Replace("create_name", "c", StringComparison.Ordinal)
        );
        Add(
            "name of a session by hand",
            "LUO-SESS-07",
            $"""
            d = open
            s = create_session d name=s1
            ioctl s cmd=0xba43 arg=4800000000000000ffffffffffff len=72 -> ok arg=48000000000000007331
            ioctl s cmd=0xba43 arg=4800000000000000ffffffffffff len=72 -> ok arg=4800000000000000733100ffffff
            ioctl s cmd=0xba43 arg=4800000001 len=72 -> err EINVAL touched=0
            get_name s reserved=1 -> err EINVAL
            n = create_session d name={N63}
            get_name n -> ok name={N63}
            readlink n -> ok path=anon_inode:[luo_session]%20{N63}
            get_flags n -> ok status=0x2 descriptor=0x1
            """
        );
        Add(
            "answers that cannot be written",
            "LUO-IOC-05",
            """
            d = open
            c = ioctl d cmd=0xba00 arg=480000000000000061 len=72 at=readonly -> err EFAULT
            count_fds -> ok count=1
            s = create_session d name=a -> ok
            m = memfd size=4096 fill=0x1
            preserve_fd s m token=5 -> ok
            kexec
            d = open
            c = ioctl d cmd=0xba01 arg=480000000000000061 len=72 at=readonly -> err EFAULT
            s = retrieve_session d name=a -> ok
            c = ioctl s cmd=0xba41 arg=100000000000000005 len=16 at=readonly -> err EFAULT
            count_fds -> ok count=2
            m = retrieve_fd s token=5 -> ok
            ioctl s cmd=0xba42 arg=08 len=8 at=readonly -> err EFAULT
            n = retrieve_fd s token=5 -> err ENOENT
            read m len=1 -> ok len=1 data=01*1
            """
        );
        Add(
            "made by hand and not kept",
            "LUO-SESS-02",
            """
            d = open
            ioctl d cmd=0xba00 arg=480000000000000061 len=72 -> ok arg=480000000000000061
            s = create_session d name=a -> ok
            count_fds -> ok count=2
            """
        );
        Add(
            "no descriptor left",
            "LUO-IOC-05",
            """
            d = open
            limit_fds free=0
            s = create_session d name= -> err EMFILE
            s = retrieve_session d name=x -> err EMFILE
            m = memfd flags=0x40 -> err EINVAL
            m = memfd -> err EMFILE
            limit_fds free=1
            p = special kind=pipe -> err EMFILE
            p = special kind=eventfd -> ok
            close p
            e = open -> err EBUSY
            limit_fds free=0
            e = open -> err EMFILE
            """
        );
    }

    private void Sessions()
    {
        Add(
            "names",
            "LUO-SESS-01",
            $"""
            d = open
            s = create_session d name=s1 -> ok
            a = create_session d name= -> err EINVAL
            a = create_session d name=nn{N63} -> err EINVAL
            """.Replace("nn" + N63, "n" + N63, StringComparison.Ordinal)
        );
        Add(
            "duplicate names",
            "LUO-SESS-02",
            $"""
            d = open
            s = create_session d name=s1 -> ok
            a = create_session d name=s1 -> err EEXIST
            a = create_session d name=ab%00junk -> ok
            b = create_session d name=ab -> err EEXIST
            b = create_session d name=a/b%20%ff -> ok
            get_name b -> ok name=a/b%20%ff
            close s
            s = create_session d name=s1 -> ok
            c = retrieve_session d name=s1 -> err ENOENT
            c = retrieve_session d name= -> err ENOENT
            c = retrieve_session d name=n{N63} -> err ENOENT
            """
        );
        Add(
            "a session lives until its last copy",
            "LUO-SESS-10",
            """
            d = open
            s = create_session d name=s2
            t = dup s
            close s
            get_name t -> ok name=s2
            get_flags t -> ok status=2 descriptor=0
            a = create_session d name=s2 -> err EEXIST
            close t
            a = create_session d name=s2 -> ok
            """
        );
        Add(
            "retrieving sessions",
            "LUO-SESS-05",
            """
            d = open
            s = create_session d name=s1
            e = create_session d name=empty
            c = create_session d name=closed
            close c
            kexec
            d = open
            c = retrieve_session d name=closed -> err ENOENT
            e = retrieve_session d name=empty -> ok
            n = create_session d name=s1 -> ok
            s = retrieve_session d name=s1%00x -> ok
            t = retrieve_session d name=s1 -> err EINVAL
            get_name s -> ok name=s1
            finish s -> ok
            t = retrieve_session d name=s1 -> err EINVAL
            close s
            t = retrieve_session d name=s1 -> err ENOENT
            """
        );
        Add(
            "wrong kind of session",
            "LUO-SESS-08",
            """
            d = open
            s = create_session d name=s1
            m = memfd size=1
            r = retrieve_fd s token=1 -> err EINVAL
            finish s -> err EINVAL
            finish s reserved=1 -> err EINVAL
            kexec
            d = open
            s = retrieve_session d name=s1
            m = memfd size=1
            preserve_fd s m token=1 -> err EINVAL
            """
        );
        Add(
            "nothing of B in C",
            "LUO-SESS-06",
            """
            d = open
            a = create_session d name=never
            b = create_session d name=retrieved
            kexec
            d = open
            b = retrieve_session d name=retrieved
            kexec
            d = open
            a = retrieve_session d name=never -> err ENOENT
            b = retrieve_session d name=retrieved -> err ENOENT
            """
        );
        Add(
            "a failed retrieve loses nothing",
            "LUO-SESS-13",
            """
            d = open
            a = create_session d name=a
            kexec
            d = open
            limit_fds free=0
            a = retrieve_session d name=a -> err EMFILE
            limit_fds
            a = retrieve_session d name=a -> ok
            """
        );
        Add(
            "closing without finish",
            "LUO-SESS-12",
            """
            d = open
            s = create_session d name=s
            m = memfd size=1 fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            close s
            t = retrieve_session d name=s -> err ENOENT
            o = create_session d name=s
            preserve_fd o m token=1 -> ok
            """
        );
        Add(
            "the agent dies",
            "LUO-SESS-02",
            """
            d = open
            s = create_session d name=s
            m = memfd size=1 fill=1
            p = mmap m
            preserve_fd s m token=1
            die
            count_fds -> ok count=0
            get_name s -> err EBADF
            d = open -> ok
            s = create_session d name=s -> ok
            """
        );
    }

    private void Preserving()
    {
        Add(
            "tokens",
            "LUO-FILE-02",
            """
            d = open
            s = create_session d name=s
            t = create_session d name=t
            m = memfd size=1
            n = memfd size=1
            o = memfd size=1
            preserve_fd s m token=0 -> ok
            preserve_fd s n token=0xffffffffffffffff -> ok
            preserve_fd s o token=0 -> err EEXIST
            preserve_fd t o token=0 -> ok
            """
        );
        Add(
            "order of refusals",
            "LUO-FILE-01",
            """
            d = open
            s = create_session d name=s
            m = memfd size=1
            p = special kind=pipe
            preserve_fd s m token=1 -> ok
            preserve_fd s x token=1 -> err EEXIST
            preserve_fd s p token=1 -> err EEXIST
            preserve_fd s m token=1 -> err EEXIST
            preserve_fd s x token=2 -> err EBADF
            o = reopen m flags=0x200000
            preserve_fd s o token=2 -> err EBADF
            preserve_fd x m token=2 -> err EBADF
            ioctl s cmd=0xba40 arg=10000000ffffffff02 len=16 -> err EBADF touched=0
            ioctl s cmd=0xba40 arg=100000000f27000002 len=16 -> err EBADF touched=0
            """
        );
        Add(
            "what is not accepted",
            "MEMFD-01",
            """
            d = open
            s = create_session d name=s
            p = special kind=pipe
            e = special kind=eventfd
            n = special kind=null
            v = special kind=proc
            h = memfd flags=0x7
            t = tmpfile size=3 fill=1 linked=1
            preserve_fd s p token=1 -> err ENOENT
            preserve_fd s e token=1 -> err ENOENT
            preserve_fd s n token=1 -> err ENOENT
            preserve_fd s v token=1 -> err ENOENT
            preserve_fd s h token=1 -> err ENOENT
            preserve_fd s t token=1 -> err ENOENT
            preserve_fd s s token=1 -> err ENOENT
            preserve_fd s d token=1 -> err ENOENT
            unlink t -> ok
            stat t -> ok size=3 blocks=8 mode=0x180 links=0
            preserve_fd s t token=1 -> ok
            unlink t -> err ENOENT
            """
        );
        Add(
            "once over all sessions",
            "LUO-FILE-03",
            """
            d = open
            s = create_session d name=s
            t = create_session d name=t
            m = memfd size=5 fill=1
            preserve_fd s m token=1 -> ok
            preserve_fd s m token=2 -> err EBUSY
            preserve_fd t m token=1 -> err EBUSY
            x = dup m
            preserve_fd t x token=1 -> err EBUSY
            r = reopen m flags=0
            preserve_fd t r token=1 -> err EBUSY
            close s
            preserve_fd t r token=1 -> ok
            """
        );
        Add(
            "a descriptor of the path alone may know the name",
            "",
            """
            t = tmpfile size=1 linked=1
            m = reopen t flags=0x200000
            close t
            unlink m -> ok
            stat m -> ok size=1 blocks=0 mode=0x180 links=0
            """
        );
        Add(
            "a descriptor of the path alone need not know the name",
            "",
            """
            t = tmpfile size=1 linked=1
            m = reopen t flags=0x200000
            close t
            unlink m -> err EBADF
            stat m -> ok size=1 blocks=0 mode=0x180 links=1
            """
        );
        Add(
            "a refusal leaves nothing behind",
            "LUO-FILE-04",
            """
            d = open
            s = create_session d name=s
            t = tmpfile linked=1
            preserve_fd s t token=1 -> err ENOENT
            unlink t
            preserve_fd s t token=1 -> ok
            """
        );
        Add(
            "too many pages",
            "MEMFD-16",
            """
            d = open
            s = create_session d name=s
            m = memfd size=17592186044416
            preserve_fd s m token=1 -> err EFBIG
            truncate m size=1 -> ok
            preserve_fd s m token=1 -> ok
            """
        );
        Add(
            "answer that cannot be written: preserved or not",
            "MEMFD-01",
            """
            d = open
            s = create_session d name=s
            m = memfd size=4096
            ioctl s cmd=0xba40 arg=100000000000000001 len=16 fd=m at=readonly -> err EFAULT
            stat m -> ok size=4096 blocks=8
            preserve_fd s m token=2 -> err EBUSY
            truncate m size=1 -> err EPERM
            """
        );
        Add(
            "answer that cannot be written: not preserved",
            "LUO-FILE-04",
            """
            d = open
            s = create_session d name=s
            m = memfd size=4096
            preserve_fd s m token=1 -> ok
            preserve_fd s m token=1 -> err EEXIST
            preserve_fd s m token=2 -> err EBUSY
            close s
            s = create_session d name=s
            ioctl s cmd=0xba40 arg=100000000000000001 len=16 fd=m at=readonly -> err EFAULT
            preserve_fd s m token=1 -> ok
            """
        );
    }

    private void Retrieving()
    {
        Add(
            "files come back",
            "LUO-FILE-06",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=0x11
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            x = retrieve_fd s token=2 -> err ENOENT
            m = retrieve_fd s token=1 -> ok
            read m len=9 -> ok len=5 data=11*5
            """
        );
        Add(
            "the same open file again",
            "LUO-FILE-08",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=0x11
            seek m to=3
            preserve_fd s m token=1
            close m
            kexec
            d = open
            s = retrieve_session d name=s
            a = retrieve_fd s token=1
            seek a to=0 from=cur -> ok pos=3
            b = retrieve_fd s token=1
            seek b to=2 -> ok pos=2
            seek a to=0 from=cur -> ok pos=2
            close a
            close b
            c = retrieve_fd s token=1 -> ok
            seek c to=0 from=cur -> ok pos=2
            get_flags c -> ok status=32770 descriptor=1
            """
        );
        Add(
            "finish",
            "LUO-FILE-10",
            """
            d = open
            s = create_session d name=s
            m = memfd size=3 fill=0x5a
            n = memfd size=3 fill=0x5b
            preserve_fd s m token=1
            preserve_fd s n token=2
            close m
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            finish s reserved=1 -> err EINVAL
            finish s -> ok
            finish s -> ok
            n = retrieve_fd s token=2 -> err ENOENT
            x = retrieve_fd s token=1 -> err ENOENT
            read m len=3 -> ok len=3 data=5a*3
            """
        );
        Add(
            "retrieved and not finished",
            "LUO-FILE-13",
            """
            d = open
            s = create_session d name=s
            m = memfd size=3 fill=0x5a
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            o = create_session d name=s
            m = retrieve_fd s token=1
            preserve_fd o m token=1 -> err EBUSY
            finish s -> ok
            preserve_fd o m token=1 -> ok
            """
        );
        Add(
            "refused finish finishes nothing",
            "LUO-FILE-11",
            """
            d = open
            s = create_session d name=s
            m = memfd size=3 fill=0x5a
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            finish s reserved=7 -> err EINVAL
            m = retrieve_fd s token=1 -> ok
            """
        );
        Add(
            "the user's descriptor may be closed",
            "LUO-FILE-05",
            """
            d = open
            s = create_session d name=s
            m = memfd size=3 fill=0x5a
            preserve_fd s m token=1
            close m
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1 -> ok
            """
        );
    }

    private void Frozen()
    {
        Add(
            "while preserved",
            "MEMFD-06",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=0x61
            preserve_fd s m token=1
            write m at=0 len=5 fill=0x62 -> ok len=5
            write m at=5 len=5 fill=0x62 -> err EPERM
            write m len=2 fill=0x5a -> ok len=2
            p = mmap m
            store p at=2 len=2 fill=0x4d -> ok
            read m at=0 len=9 -> ok len=5 data=5a*2,4d*2,62*1
            truncate m size=5 -> ok
            truncate m size=6 -> err EPERM
            truncate m size=4 -> err EPERM
            fallocate m at=0 len=9 -> err EPERM
            fallocate m mode=3 at=0 len=1 -> err EPERM
            fallocate m mode=1 at=0 len=1 -> err EPERM
            fallocate m mode=2 at=0 len=1 -> err EOPNOTSUPP
            add_seals m seals=2 -> ok
            close p
            add_seals m seals=8 -> err EBUSY
            add_seals m seals=0x20 -> err EBUSY
            get_seals m -> ok seals=2
            seek m to=3 -> ok pos=3
            stat m -> ok mode=0x1ff size=5 blocks=8 links=0
            """
        );
        Add(
            "writes that cross the end",
            "MEMFD-07",
            """
            d = open
            s = create_session d name=s
            m = memfd size=4194304
            preserve_fd s m token=1
            write m at=4194300 len=8 fill=1 -> ok len=4
            write m at=4194304 len=8 fill=1 -> err EPERM
            write m at=2097152 len=2097153 fill=1 -> ok len=2097152
            write m at=2097151 len=2097154 fill=1 -> ok len=2097153
            write m at=2097153 len=2097152 fill=1 -> ok len=2097151
            stat m -> ok size=4194304
            """
        );
        Add(
            "a write across a size inside a window",
            "MEMFD-07",
            """
            d = open
            s = create_session d name=s
            m = memfd size=3145728
            preserve_fd s m token=1
            write m at=2097152 len=2097152 fill=1 -> err EPERM
            write m at=1048576 len=2097153 fill=1 -> ok len=1048576
            """
        );
        Add(
            "closing the session thaws",
            "MEMFD-08",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=0x61
            preserve_fd s m token=1
            truncate m size=6 -> err EPERM
            close s
            truncate m size=6 -> ok
            read m at=0 len=9 -> ok len=6 data=61*5,00*1
            """
        );
        Add(
            "the empty file may be sealed",
            "MEMFD-18",
            """
            d = open
            s = create_session d name=s
            m = memfd
            preserve_fd s m token=1
            add_seals m seals=8 -> ok
            write m at=0 len=1 fill=0 -> err EPERM
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            stat m -> ok size=0 blocks=0 mode=0x1ff links=0
            get_seals m -> ok seals=0
            """
        );
    }

    private void Restored()
    {
        Add(
            "what comes back",
            "MEMFD-11",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=0x61 flags=0xa
            r = reopen m flags=0x400
            seek r to=2
            preserve_fd s r token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            stat m -> ok size=5 blocks=8 mode=0x1ff links=0
            get_seals m -> ok seals=0x20
            get_flags m -> ok status=0x8002 descriptor=1
            readlink m -> ok path=/%20(deleted)
            seek m to=0 from=cur -> ok pos=2
            write m at=0 len=7 fill=1 -> ok len=7
            """
        );
        Add(
            "later changes come along",
            "MEMFD-02",
            """
            d = open
            s = create_session d name=s
            m = memfd size=8192 fill=0x7
            p = mmap m
            preserve_fd s m token=1
            write m at=4096 len=16 fill=9
            store p at=0 len=1 fill=3
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            read m at=0 len=9000 -> ok len=8192 data=03*1,07*4095,0a*16,08*4080
            """
        );
        Add(
            "holes",
            "MEMFD-03",
            """
            d = open
            s = create_session d name=s
            m = memfd size=1048576
            write m at=524288 len=3 fill=1
            stat m -> ok size=1048576 blocks=8
            preserve_fd s m token=1
            stat m -> ok size=1048576 blocks=2048
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            stat m -> ok size=1048576 blocks=2048
            read m at=0 len=1048576 -> ok len=1048576 data=00*524288,81*3,00*524285
            truncate m size=0 -> ok
            stat m -> ok size=0 blocks=0
            """
        );
        Add(
            "fallocated pages",
            "MEMFD-05",
            """
            d = open
            s = create_session d name=s
            m = memfd
            fallocate m at=0 len=8192 -> ok
            fallocate m mode=1 at=8192 len=4096 -> ok
            stat m -> ok size=8192 blocks=24
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            read m at=0 len=9000 -> ok len=8192 data=00*8192
            stat m -> ok size=8192 blocks=16
            """
        );
        Add(
            "position",
            "MEMFD-04",
            """
            d = open
            s = create_session d name=s
            m = memfd size=10
            r = reopen m
            preserve_fd s m token=1
            seek m to=12345
            seek r to=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            seek m to=0 from=cur -> ok pos=12345
            """
        );
        Add(
            "seals",
            "MEMFD-10",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5
            n = memfd size=5 flags=1
            x = memfd size=5
            add_seals x seals=0x20 -> ok
            get_seals x -> ok seals=62
            preserve_fd s m token=1
            preserve_fd s n token=2
            preserve_fd s x token=3
            add_seals m seals=2
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            n = retrieve_fd s token=2
            x = retrieve_fd s token=3
            get_seals m -> ok seals=0
            get_seals n -> ok seals=1
            add_seals n seals=2 -> err EPERM
            get_seals x -> ok seals=62
            write x at=0 len=1 fill=0 -> err EPERM
            """
        );
        Add(
            "a retrieved file is not frozen",
            "MEMFD-09",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            truncate m size=6 -> ok
            write m at=6 len=1 fill=1 -> ok len=1
            fallocate m mode=3 at=0 len=4096 -> ok
            read m at=0 len=9 -> ok len=7 data=00*7
            stat m -> ok blocks=0
            """
        );
        Add(
            "over a chain of kernels",
            "MEMFD-17",
            """
            d = open
            s = create_session d name=s
            m = memfd size=5 fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            finish s
            close s
            s = create_session d name=s
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            read m len=5 -> ok len=5 data=01*5
            """
        );
    }

    private void Files()
    {
        Add(
            "append and access modes",
            "",
            """
            m = memfd size=3 fill=1
            a = reopen m flags=0x401
            write a len=2 fill=2 -> ok len=2
            read a len=1 -> err EBADF
            seek a to=0 from=cur -> ok pos=5
            write a at=0 len=1 fill=3 -> ok len=1
            seek a to=0 from=cur -> ok pos=5
            r = reopen m flags=0
            write r len=1 fill=1 -> err EBADF
            truncate r size=0 -> err EINVAL
            add_seals r seals=2 -> err EPERM
            p = mmap r -> err EACCES
            fallocate r at=0 len=1 -> err EBADF
            read r len=9 -> ok len=6 data=01*3,02*2,03*1
            o = reopen m flags=0x200000
            read o len=1 -> err EBADF
            stat o -> ok size=6
            x = dup o -> ok
            """
        );
        Add(
            "seals stop writing",
            "",
            """
            m = memfd size=4096 fill=1
            p = mmap m
            add_seals m seals=8 -> err EBUSY
            add_seals m seals=0x10 -> ok
            write m at=0 len=1 fill=2 -> err EPERM
            store p at=0 len=1 fill=2 -> ok
            store p at=4096 len=1 fill=2 -> err ERANGE
            q = mmap m -> err EPERM
            add_seals m seals=4 -> ok
            truncate m size=4097 -> err EPERM
            truncate m size=1 -> ok
            store p at=1 len=1 fill=2 -> err ERANGE
            fallocate m at=0 len=2 -> err EPERM
            fallocate m mode=3 at=0 len=1 -> err EPERM
            fallocate m at=0 len=1 -> ok
            add_seals m seals=0x40 -> err EINVAL
            add_seals m seals=1 -> ok
            add_seals m seals=2 -> err EPERM
            """
        );
        Add(
            "numbers out of range",
            "",
            """
            m = memfd size=1
            seek m to=0xffffffffffffffff from=end -> ok pos=0
            seek m to=0xffffffffffffffff -> err EINVAL
            seek m to=0x7fffffffffffffff -> ok pos=9223372036854775807
            seek m to=1 from=cur -> err EINVAL
            write m at=0x8000000000000000 len=1 fill=0 -> err EINVAL
            write m at=0x8000000000000000 len=0 fill=0 -> err EINVAL
            write m at=0x7fffffffffffffff len=1 fill=0 -> err EFBIG
            write m at=9 len=0 fill=0 -> ok len=0
            read m at=0x8000000000000000 len=1 -> err EINVAL
            read m at=1 len=1 -> ok len=0 data=
            truncate m size=0x8000000000000000 -> err EINVAL
            fallocate m at=0 len=0 -> err EINVAL
            fallocate m at=0x7fffffffffffffff len=1 -> err EFBIG
            n = memfd size=0x8000000000000000 -> err EINVAL
            n = memfd flags=0x18 -> err EINVAL
            m = memfd -> err EALREADY
            """
        );
        Add(
            "mappings",
            "",
            """
            m = memfd
            p = mmap m -> err EINVAL
            truncate m size=10
            limit_fds free=0
            p = mmap m -> ok
            count_fds -> ok count=1
            close m
            read m len=1 -> err EBADF
            read p len=1 -> err EBADF
            store p at=0 len=10 fill=1 -> ok
            close p -> ok
            store p at=0 len=1 fill=1 -> err EBADF
            close p -> err EBADF
            """
        );
    }

    private void Boots()
    {
        Add(
            "no image",
            "LUO-REBOOT-01",
            """
            d = open
            s = create_session d name=s
            m = memfd size=1
            reboot -> err EINVAL
            preserve_fd s m token=900 -> ok
            load
            unload
            reboot -> err EINVAL
            """
        );
        Add(
            "load before preserving",
            "KHO-PRES-12",
            """
            d = open
            g = create_session d name=gone
            load
            s = create_session d name=afterload
            m = memfd size=1 fill=1
            preserve_fd s m token=1
            close g
            reboot -> ok
            d = open
            g = retrieve_session d name=gone -> err ENOENT
            s = retrieve_session d name=afterload -> ok
            m = retrieve_fd s token=1 -> ok
            """
        );
        Add(
            "images without a handover",
            "KHO-CRASH-01",
            """
            d = open
            s = create_session d name=s
            load kind=crash
            reboot -> err EINVAL
            kexec
            d = open
            s = retrieve_session d name=s -> ok
            t = create_session d name=t
            load kind=plain
            kexec
            d = open
            t = retrieve_session d name=t -> err ENOENT
            """
        );
        Add(
            "preserve-context",
            "LUO-REBOOT-05",
            """
            d = open
            s = create_session d name=s
            load kind=preserve
            reboot -> ok
            kexec -> ok
            get_name s -> ok name=s
            load
            reboot -> ok
            get_name s -> err EBADF
            """
        );
        Add(
            "the next kernel does not want it",
            "LUO-DEV-01",
            """
            d = open
            s = create_session d name=s
            load liveupdate=off
            kexec liveupdate=on
            d = open -> err ENOENT
            kexec
            d = open -> ok
            s = retrieve_session d name=s -> err ENOENT
            """
        );
        Add(
            "scratch areas that may not fit",
            "KHO-CMD-01",
            """
            cold_boot kho_scratch=16M,512M,0
            d = open -> err ENOENT
            cold_boot kho_scratch=16M,512M,0
            d = open -> ok
            s = create_session d name=s -> ok
            kexec -> err EADDRNOTAVAIL
            get_name s -> ok name=s
            kexec kho_scratch=1%25 -> ok
            d = open -> ok
            s = retrieve_session d name=s -> ok
            """
        );
        Add(
            "late retrieval",
            "KHO-REST-05",
            """
            d = open
            s = create_session d name=s
            m = memfd size=4096 fill=1
            preserve_fd s m token=1
            kexec
            x = memfd size=1048576 fill=5
            d = open
            s = retrieve_session d name=s
            m = retrieve_fd s token=1
            read m len=4096 -> ok len=4096 data=01*4096
            """
        );
    }
}
