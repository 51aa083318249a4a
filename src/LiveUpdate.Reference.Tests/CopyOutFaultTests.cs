using LiveUpdate.Contract;

namespace LiveUpdate.Reference.Tests;

public class CopyOutFaultTests
{
    private const string Name = "4800000000000000";

    [Fact]
    public void A_call_that_fails_before_its_copy_out_is_not_counted() =>
        Assert.Equal(
            ["err EBADF", "err EINVAL", "err EINVAL", "err EFAULT injected=copyout"],
            Answers(
                "inject copyout=1",
                "get_name x",
                "get_name s reserved=1",
                "t = create_session d name=",
                "t = create_session d name=b"
            )
        );

    [Fact]
    public void It_happens_once_and_in_the_call_that_is_meant() =>
        Assert.Equal(
            ["ok name=a", "ok", "err EFAULT injected=copyout", "ok name=a"],
            Answers("inject copyout=3", "get_name s", "t = create_session d name=b", "get_name s", "get_name s")
        );

    [Fact]
    public void Raw_calls_are_counted_also_where_the_memory_cannot_be_written() =>
        Assert.Equal(
            [
                $"ok arg={Name}61",
                "err EFAULT touched=0",
                "err EFAULT touched=0 injected=copyout",
                $"ok arg={Name}61",
                $"err EFAULT touched=0 injected=copyout",
            ],
            Answers(
                "inject copyout=3",
                $"ioctl s cmd=0xba43 arg={Name} len=72",
                $"ioctl s cmd=0xba43 arg={Name} len=72 at=readonly",
                $"ioctl s cmd=0xba43 arg={Name} len=72 at=readonly",
                $"ioctl s cmd=0xba43 arg={Name} len=72",
                "inject copyout=1",
                $"ioctl s cmd=0xba43 arg={Name} len=72"
            )
        );

    [Fact]
    public void A_fault_takes_the_place_of_one_of_the_other_kind() =>
        Assert.Equal(
            ["ok", "err ENOMEM injected=session", "ok name=a"],
            Answers(
                "inject alloc=1",
                "inject copyout=9",
                "t = create_session d name=b",
                "inject copyout=1",
                "inject alloc=1",
                "u = create_session d name=c",
                "get_name s"
            )
        );

    [Fact]
    public void A_boot_lifts_it_and_the_death_of_the_agent_does_not() =>
        Assert.Equal(
            ["ok", "ok", "err EFAULT injected=copyout", "ok", "ok", "ok"],
            Answers(
                "inject copyout=1",
                "die",
                "d = open",
                "s = create_session d name=a",
                "inject copyout=1",
                "cold_boot",
                "d = open",
                "s = create_session d name=a"
            )
        );

    [Fact]
    public void Nothing_is_lost_when_no_answer_can_be_written()
    {
        using IMachine machine = new ReferenceImplementation().Start();
        string[] calls =
        [
            "s = create_session d name=a",
            "preserve_fd s m token=0x1",
            "s = retrieve_session d name=a",
            "m = retrieve_fd s token=0x1",
            "finish s",
        ];
        Do(machine, "d = open", "m = memfd size=8192 fill=0x1");
        foreach (string call in calls)
        {
            Assert.True(Do(machine, "inject copyout=1", call)[^1].IsInjected);
            Assert.Empty(((IMemoryAccounts)machine).Audit());
            Do(machine, call);
            if (call == calls[1])
            {
                Do(machine, "kexec", "d = open");
            }
        }

        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    /// <summary>The answers of all lines but those that inject, with the device open as d and a session a as s.</summary>
    private static string[] Answers(params string[] lines)
    {
        using IMachine machine = new ReferenceImplementation().Start();
        Do(machine, "d = open", "s = create_session d name=a");
        Outcome[] answers = Do(machine, lines);
        return
        [
            .. Enumerable
                .Range(0, lines.Length)
                .Where(i => !lines[i].StartsWith("inject", StringComparison.Ordinal))
                .Select(i => $"{answers[i]}"),
        ];
    }

    private static Outcome[] Do(IMachine machine, params string[] lines)
    {
        string text = "luo 1\n" + string.Join('\n', lines);
        Assert.True(ProgramText.TryParse(text, "test", out Program? program, out TextError? error), $"{error}");
        return [.. program.Operations.Select(machine.Execute)];
    }
}
