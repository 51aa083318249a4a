using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class RealKernelTests
{
    /// <summary>Answers that a real Linux gave; both kernels give the same.</summary>
    private const string Conversation = """
        luo 1
        d = open -> ok
        x = open -> err EBUSY
        x = open by=1 -> err EBUSY
        s = create_session d name=alpha -> ok
        d = open -> err EALREADY
        x = create_session d name=alpha -> err EEXIST
        get_name s -> ok name=alpha
        readlink s -> ok path=anon_inode:[luo_session]%20alpha
        m = memfd size=8192 fill=0x7 -> ok
        write m at=4096 len=16 fill=0x9 -> ok len=16
        read m at=0 len=8192 -> ok len=8192 data=07*4096,0a*16,08*4080
        seek m to=5 -> ok pos=5
        stat m -> ok size=8192 blocks=16 mode=0x1ff links=0
        get_flags m -> ok status=0x8002 descriptor=0x1
        p = mmap m -> ok
        store p at=0 len=8 fill=0x20 -> ok
        store p at=8190 len=8 fill=0x20 -> err ERANGE
        add_seals m seals=0x8 -> err EBUSY
        add_seals m seals=0x4 -> ok
        get_seals m -> ok seals=0x4
        n = dup m -> ok
        r = reopen m flags=0x0 -> ok
        w = reopen m flags=0x401 -> ok
        get_flags w -> ok status=0x8401 descriptor=0x0
        write w len=1 fill=0x1 -> err EPERM
        preserve_fd s m token=0x1 -> ok
        preserve_fd s r token=0x2 -> err EBUSY
        preserve_fd s m token=0x1 -> err EEXIST
        preserve_fd s gone token=0x2 -> err EBADF
        preserve_fd gone m token=0x2 -> err EBADF
        preserve_fd p m token=0x2 -> err EBADF
        truncate m size=0 -> err EPERM
        fallocate m at=0 len=4096 -> err EPERM
        t = tmpfile size=10 linked=1 -> ok
        stat t -> ok size=10 blocks=0 mode=0x180 links=1
        preserve_fd s t token=0x2 -> err ENOENT
        unlink t -> ok
        unlink t -> err ENOENT
        unlink m -> err ENOENT
        preserve_fd s t token=0x2 -> ok
        q = special kind=pipe -> ok
        preserve_fd s q token=0x3 -> err ENOENT
        count_fds -> ok count=8
        limit_fds free=1 -> ok
        x = dup m -> ok
        y = open by=1 -> err EMFILE
        y = dup m -> err EMFILE
        close q -> ok
        y = dup m -> ok
        z = memfd -> err EMFILE
        limit_fds -> ok
        z = memfd -> ok
        ioctl s cmd=0xba42 arg=0800000000000000 -> err EINVAL touched=0
        ioctl d cmd=0xba00 arg=48 at=null len=72 -> err EFAULT touched=0
        ioctl d cmd=0xba00 arg=48 at=unmapped len=72 -> err EFAULT touched=0
        v = ioctl d cmd=0xba00 arg=480000000000000062 len=72 at=readonly -> err EFAULT touched=0
        count_fds -> ok count=10
        u = ioctl d cmd=0xba00 arg=480000000000000062657461 len=72 -> ok arg=480000000000000062657461
        close d -> ok
        close d -> err EBADF
        d = open by=7 -> ok
        get_flags d -> ok status=0x8002 descriptor=0x0
        reboot -> err EINVAL
        load -> ok
        reboot -> ok
        d = open -> ok
        s = retrieve_session d name=alpha -> ok
        x = retrieve_session d name=alpha -> err EINVAL
        u = retrieve_session d name=beta -> ok
        m = retrieve_fd s token=0x1 -> ok
        seek m to=0 from=cur -> ok pos=5
        read m at=0 len=16 -> ok len=16 data=20*8,07*8
        get_seals m -> ok seals=0x4
        t = retrieve_fd s token=0x2 -> ok
        stat t -> ok size=10 blocks=8 mode=0x1ff links=0
        x = retrieve_fd s token=0x3 -> err ENOENT
        finish s -> ok
        finish s reserved=1 -> err EINVAL
        truncate m size=4096 -> ok
        die -> ok
        count_fds -> ok count=0
        load kind=plain -> unsupported
        kexec liveupdate=off -> ok
        d = open -> err ENOENT
        kexec -> ok
        d = open -> ok
        s = retrieve_session d name=alpha -> err ENOENT
        kexec kho=off -> ok
        d = open -> err ENOENT
        cold_boot -> ok
        d = open -> ok
        """;

    [Theory]
    [InlineData(Lab.Newest, null)]
    [InlineData(Lab.Older, Lab.Newest)]
    public void A_real_kernel_answers_as_it_did_before(string kernel, string? next)
    {
        using var linux = new VmImplementation(
            Lab.Options(kernel) with
            {
                NextKernel = next is null ? null : Lab.Kernel(next),
            }
        );
        Assert.Equal("linux", linux.Name);
        Assert.StartsWith(kernel.Split('-')[1], linux.Version, StringComparison.Ordinal);
        Assert.True(
            ProgramText.TryParse(Conversation, "conversation", out Program? program, out TextError? error),
            error?.ToString()
        );
        using var machine = (IPipelinedMachine)linux.Start();
        Operation[] operations = [.. program.Operations];
        var outcomes = new Outcome[operations.Length];
        machine.ExecuteMany(operations, outcomes, out _);
        string expected = string.Join('\n', program.Lines.Select(static line => line.ToString()));
        string seen = string.Join('\n', operations.Zip(outcomes, static (o, a) => $"{o} -> {a}"));
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void A_guest_that_panics_is_a_crash_with_the_kernels_words()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Guest = "/bin/true" });
        var fault = Assert.Throws<ImplementationFaultException>(linux.Start);
        Assert.Equal(FaultKind.KernelFailed, fault.Kind);
        Assert.Contains("Kernel panic", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Kernel panic", fault.LastWords, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_never_boots_hangs()
    {
        VmOptions options = Lab.Options(Lab.Newest);
        using var linux = new VmImplementation(
            options with
            {
                Limits = options.Limits with { Start = TimeSpan.FromSeconds(2) },
                CommandLine = "rdinit=/nowhere init=/nowhere panic=0",
            }
        );
        Assert.Equal(FaultKind.Hung, Assert.Throws<ImplementationFaultException>(linux.Start).Kind);
    }

    [Fact]
    public void A_file_that_is_no_kernel_is_not_started()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Kernel = "/etc/hostname" });
        Assert.Equal(FaultKind.NotStarted, Assert.Throws<ImplementationFaultException>(linux.Start).Kind);
    }

    [Fact]
    public void Without_qemu_nothing_is_started()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { Qemu = "qemu-system-nowhere" });
        var fault = Assert.Throws<ImplementationFaultException>(linux.Start);
        Assert.Equal(FaultKind.NotStarted, fault.Kind);
    }
}
