namespace LiveUpdate.Reference.Tests;

/// <summary>What a real Linux 7.3.4 was seen to answer, as programs.</summary>
public class ObservedAnswersTests
{
    [Fact]
    public void The_device_and_the_names_of_sessions() =>
        ProgramRunner.Holds(
            """
            d = open
            d2 = open -> err EBUSY
            s1 = create_session d name=s1
            x = create_session d name=s1 -> err EEXIST
            l = create_session d name=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
            get_name l -> ok name=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
            x = create_session d name=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn -> err EINVAL
            x = create_session d name= -> err EINVAL
            j = ioctl d cmd=0xba00 arg=48000000ffffffff6162006a756e6b len=72 -> ok arg=48000000000000006162006a756e6b
            x = create_session d name=ab -> err EEXIST
            y = ioctl d cmd=0xba00 arg=4800000000000000612f6220ff len=72 -> ok arg=4800000000000000612f6220ff
            x = ioctl d cmd=0xba00 arg=47000000000000007a31 len=72 -> err EINVAL touched=0
            x = ioctl d cmd=0xba00 arg=00000000000000007a31 len=72 -> err EINVAL touched=0
            z = ioctl d cmd=0xba00 arg=50000000000000007a32 len=80 -> ok arg=50000000000000007a32
            x = ioctl d cmd=0xba00 arg=50000000000000007a33000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001 len=80 -> err E2BIG touched=0
            w = ioctl d cmd=0xba00 arg=88130000000000007a34 len=5000 -> ok arg=88130000000000007a34
            x = ioctl d cmd=0xba02 arg=4800000000000000 len=72 -> err EINVAL
            x = ioctl d cmd=0xba40 arg=1000000000000000 len=16 -> err EINVAL
            x = ioctl d cmd=0xbb00 arg=48000000000000007a35 len=72 -> err ENOTTY
            x = ioctl d cmd=0xc048ba00 arg=48000000000000007a35 len=72 -> err ENOTTY
            x = retrieve_session d name=s1 -> err ENOENT
            x = retrieve_session d name= -> err ENOENT
            x = retrieve_session d name=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn -> err ENOENT
            """
        );

    [Fact]
    public void What_can_be_preserved_and_what_cannot() =>
        ProgramRunner.Holds(
            """
            d = open
            s1 = create_session d name=s1
            s2 = create_session d name=s2
            m = memfd size=5 fill=0x68
            n = memfd size=1 fill=1
            preserve_fd s1 m token=1
            preserve_fd s1 m token=2 -> err EBUSY
            preserve_fd s1 n token=1 -> err EEXIST
            preserve_fd s2 m token=1 -> err EBUSY
            m2 = dup m
            preserve_fd s2 m2 token=1 -> err EBUSY
            m3 = reopen m flags=0
            preserve_fd s2 m3 token=1 -> err EBUSY
            preserve_fd s1 nofd token=1 -> err EEXIST
            preserve_fd s1 nofd token=3 -> err EBADF
            preserve_fd s1 n token=0
            q = memfd
            preserve_fd s1 q token=0xffffffffffffffff
            p = special kind=pipe
            preserve_fd s1 p token=4 -> err ENOENT
            ev = special kind=eventfd
            preserve_fd s1 ev token=4 -> err ENOENT
            t = tmpfile size=3 fill=0x61 linked=1
            preserve_fd s1 t token=78 -> err ENOENT
            unlink t
            preserve_fd s1 t token=78
            pr = special kind=proc
            preserve_fd s1 pr token=4 -> err ENOENT
            nu = special kind=null
            preserve_fd s1 nu token=4 -> err ENOENT
            op = reopen q flags=0x200000
            preserve_fd s1 op token=4 -> err EBADF
            preserve_fd s1 s1 token=4 -> err ENOENT
            preserve_fd s1 s2 token=4 -> err ENOENT
            preserve_fd s1 d token=4 -> err ENOENT
            h = memfd flags=0x4
            preserve_fd s1 h token=4 -> err ENOENT
            ioctl s1 cmd=0xba40 arg=0c00000000000000 len=16 -> err EINVAL touched=0
            ioctl s1 cmd=0xba40 arg=18000000000000000900000000000000ff len=24 fd=h -> err E2BIG touched=0
            ioctl s1 cmd=0xba44 arg=10000000 len=16 -> err EINVAL
            ioctl s1 cmd=0xba3f arg=10000000 len=16 -> err EINVAL
            ioctl s1 cmd=0xbb40 arg=10000000 len=16 -> err ENOTTY
            x = retrieve_fd s1 token=1 -> err EINVAL
            finish s1 -> err EINVAL
            finish s1 reserved=1 -> err EINVAL
            get_name s1 -> ok name=s1
            get_name s1 reserved=1 -> err EINVAL
            readlink s1 -> ok path=anon_inode:[luo_session]%20s1
            """
        );

    [Fact]
    public void A_preserved_file_keeps_its_size_and_not_its_contents() =>
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=s1
            m = memfd size=5 fill=0x68
            preserve_fd s m token=1
            write m at=0 len=5 fill=0x5a -> ok len=5
            write m at=3 len=5 fill=0x5a -> err EPERM
            write m at=9 len=1 fill=0x5a -> err EPERM
            write m len=2 fill=0x4d -> ok len=2
            p = mmap m
            store p at=2 len=2 fill=0x4e
            read m at=0 len=5 -> ok len=5 data=4d*2,4e*2,5a*1
            truncate m size=5
            truncate m size=6 -> err EPERM
            truncate m size=4 -> err EPERM
            fallocate m at=0 len=8192 -> err EPERM
            fallocate m mode=3 at=0 len=1 -> err EPERM
            fallocate m mode=1 at=0 len=1 -> err EPERM
            add_seals m seals=0x2
            add_seals m seals=0x8 -> err EBUSY
            close p
            add_seals m seals=0x8 -> err EBUSY
            get_seals m -> ok seals=0x2
            seek m to=3 -> ok pos=3
            stat m -> ok size=5 blocks=8 mode=0x1ff links=0
            s3 = create_session d name=s3
            m3 = memfd size=4
            preserve_fd s3 m3 token=1
            truncate m3 size=5 -> err EPERM
            close s3
            truncate m3 size=5
            s3 = create_session d name=s3
            preserve_fd s3 m3 token=1
            close m3
            x = dup s3
            close s3
            y = create_session d name=s3 -> err EEXIST
            close x
            y = create_session d name=s3
            """
        );

    [Theory]
    [InlineData("0x1", "0x1")]
    [InlineData("0x2", "0x2")]
    [InlineData("0x4", "0x4")]
    [InlineData("0x8", "0x8")]
    [InlineData("0x10", "0x10")]
    [InlineData("0x20", "0x3e")]
    [InlineData("0x3f", "0x3f")]
    public void Seals_come_back_as_they_were(string added, string seals) =>
        ProgramRunner.Holds(
            $"""
            d = open
            s = create_session d name=seals
            m = memfd size=5 fill=0x73
            add_seals m seals={added}
            get_seals m -> ok seals={seals}
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=seals
            m = retrieve_fd s token=1
            get_seals m -> ok seals={seals}
            read m at=0 len=9 -> ok len=5 data=73*5
            """
        );

    [Fact]
    public void Holes_are_filled_when_a_file_is_preserved() =>
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=sparse
            m = memfd size=1048576
            write m at=524288 len=3 fill=0x6d
            stat m -> ok size=1048576 blocks=8 mode=0x1ff links=0
            preserve_fd s m token=1
            stat m -> ok size=1048576 blocks=2048
            seek m to=12345
            kexec
            d = open
            s = retrieve_session d name=sparse
            m = retrieve_fd s token=1
            seek m to=0 from=cur -> ok pos=12345
            stat m -> ok size=1048576 blocks=2048
            read m at=524280 len=16 -> ok len=16 data=00*8,ed*3,00*5
            read m at=0 len=1048576 -> ok len=1048576 data=00*524288,ed*3,00*524285
            """
        );

    [Fact]
    public void The_second_kernel_gets_exactly_what_was_open() =>
        ProgramRunner.Holds(
            """
            d = open
            s1 = create_session d name=s1
            m = memfd size=5 fill=0x5a
            seek m to=3
            preserve_fd s1 m token=1
            t = tmpfile size=4 fill=0x74
            preserve_fd s1 t token=78
            q = memfd flags=1
            preserve_fd s1 q token=81
            s2 = create_session d name=s2
            m2 = memfd size=9000 fill=1
            preserve_fd s2 m2 token=1
            s3 = create_session d name=s3
            m3 = memfd size=9000 fill=1
            preserve_fd s3 m3 token=1
            e = create_session d name=empty
            c = create_session d name=closed
            close c
            reboot -> err EINVAL
            m4 = memfd size=1 fill=9
            preserve_fd s1 m4 token=900
            load
            a = create_session d name=afterload
            reboot
            d = open
            x = retrieve_session d name=closed -> err ENOENT
            e = retrieve_session d name=empty
            n = create_session d name=s1
            s1 = retrieve_session d name=s1
            x = retrieve_session d name=s1 -> err EINVAL
            get_name s1 -> ok name=s1
            f = memfd
            preserve_fd s1 f token=9 -> err EINVAL
            x = retrieve_fd s1 token=5 -> err ENOENT
            x = retrieve_fd e token=1 -> err ENOENT
            m = retrieve_fd s1 token=1
            read m at=0 len=10 -> ok len=5 data=5a*5
            stat m -> ok size=5 blocks=8 mode=0x1ff links=0
            get_seals m -> ok seals=0x0
            get_flags m -> ok status=0x8002 descriptor=0x1
            seek m to=0 from=cur -> ok pos=3
            readlink m -> ok path=/%20(deleted)
            k = retrieve_fd s1 token=1
            seek k to=2 -> ok pos=2
            seek m to=0 from=cur -> ok pos=2
            write m at=5 len=6 fill=1 -> ok len=6
            truncate m size=5
            preserve_fd n m token=1 -> err EBUSY
            t = retrieve_fd s1 token=78
            get_seals t -> ok seals=0x1
            add_seals t seals=2 -> err EPERM
            q = retrieve_fd s1 token=81
            stat q -> ok size=0 blocks=0
            m4 = retrieve_fd s1 token=900
            finish s1 reserved=1 -> err EINVAL
            ioctl s1 cmd=0xba42 arg=04000000 len=8 -> err EINVAL
            finish s1
            finish s1
            x = retrieve_fd s1 token=1 -> err ENOENT
            read m at=0 len=3 -> ok len=3 data=5a*3
            preserve_fd n m token=1
            close s1
            x = retrieve_session d name=s1 -> err ENOENT
            s2 = retrieve_session d name=s2
            finish s2
            x = retrieve_fd s2 token=1 -> err ENOENT
            s3 = retrieve_session d name=s3
            close s3
            x = retrieve_session d name=s3 -> err ENOENT
            a = retrieve_session d name=afterload
            close d
            get_name a -> ok name=afterload
            d = open
            """
        );

    [Fact]
    public void Only_what_is_preserved_again_reaches_the_third_kernel() =>
        ProgramRunner.Holds(
            """
            d = open
            n = create_session d name=never
            s = create_session d name=retrieved
            f = create_session d name=retrieved_fd
            g = create_session d name=finished
            m = memfd size=10 fill=1
            preserve_fd f m token=1
            m2 = memfd size=10 fill=2
            preserve_fd g m2 token=1
            kexec
            d = open
            s = retrieve_session d name=retrieved
            f = retrieve_session d name=retrieved_fd
            m = retrieve_fd f token=1
            g = retrieve_session d name=finished
            m2 = retrieve_fd g token=1
            finish g
            r = create_session d name=reowned
            preserve_fd r m2 token=7
            kexec
            d = open
            x = retrieve_session d name=never -> err ENOENT
            x = retrieve_session d name=retrieved -> err ENOENT
            x = retrieve_session d name=retrieved_fd -> err ENOENT
            x = retrieve_session d name=finished -> err ENOENT
            r = retrieve_session d name=reowned
            m = retrieve_fd r token=7
            read m at=0 len=10 -> ok len=10 data=02*10
            """
        );

    [Fact]
    public void Neither_append_nor_read_only_is_handed_over() =>
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=3 fill=1
            r = reopen m flags=0
            preserve_fd s r token=1
            n = memfd size=3 fill=1
            a = reopen n flags=0x402
            get_flags a -> ok status=0x8402 descriptor=0x0
            preserve_fd s a token=2
            kexec
            d = open
            s = retrieve_session d name=a
            r = retrieve_fd s token=1
            get_flags r -> ok status=0x8002 descriptor=0x1
            write r len=1 fill=0 -> ok len=1
            a = retrieve_fd s token=2
            get_flags a -> ok status=0x8002
            """
        );

    [Fact]
    public void Descriptors_run_out_before_anything_happens() =>
        ProgramRunner.Holds(
            """
            d = open
            limit_fds free=0
            s = create_session d name=a -> err EMFILE
            s = create_session d name= -> err EMFILE
            limit_fds
            s = create_session d name=a
            limit_fds free=1
            p = special kind=pipe -> err EMFILE
            m = memfd size=1
            n = dup m -> err EMFILE
            close m
            count_fds -> ok count=2
            """
        );

    [Theory]
    [InlineData("liveupdate=off")]
    [InlineData("kho=off")]
    [InlineData("liveupdate=nonsense")]
    public void Without_LUO_there_is_no_device_and_the_reboot_works(string parameters) =>
        ProgramRunner.Holds(
            $"""
            d = open
            s = create_session d name=a
            m = memfd size=9 fill=1
            preserve_fd s m token=1
            kexec {parameters}
            d = open -> err ENOENT
            kexec
            d = open
            s = retrieve_session d name=a -> err ENOENT
            """
        );

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(103)]
    public void As_many_sessions_as_there_are_survive(int count)
    {
        IEnumerable<int> all = Enumerable.Range(0, count);
        ProgramRunner.Holds(
            $"""
            d = open
            {string.Join('\n', all.Select(i => $"s{i} = create_session d name=n{i}"))}
            kexec
            d = open
            {string.Join('\n', all.Reverse().Select(i => $"s{i} = retrieve_session d name=n{i}"))}
            """
        );
    }

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    public void As_many_files_as_there_are_survive(int count)
    {
        IEnumerable<int> all = Enumerable.Range(0, count);
        ProgramRunner.Holds(
            $"""
            d = open
            s = create_session d name=a
            {string.Join('\n', all.Select(i => $"m{i} = memfd size={i} fill={i}\npreserve_fd s m{i} token={i}"))}
            kexec
            d = open
            s = retrieve_session d name=a
            {string.Join('\n', all.Reverse().Select(i => $"m{i} = retrieve_fd s token={i}\nstat m{i} -> ok size={i}"))}
            """
        );
    }
}
