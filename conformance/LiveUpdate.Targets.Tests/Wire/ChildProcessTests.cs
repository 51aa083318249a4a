using System.Diagnostics;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class ChildProcessTests
{
    private static readonly Operation Open = new OpenDevice(Handle.Parse("d"));

    [Fact]
    public void A_child_that_answers_is_a_machine()
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation(
            "echo '# a remark'; echo 'ok len=5 data=07*5 extra=1'; read line; echo bad manners >&2; echo ok; sleep 9"
        );
        using IMachine machine = child.Start();
        Assert.Equal("ok len=5 data=07*5", machine.Execute(Open).ToString());
        Assert.Equal("shell", child.Name);
        Assert.Equal(Features.None, child.Features);
    }

    [Fact]
    public void A_program_that_does_not_exist_is_not_started()
    {
        using var child = new ChildProcessImplementation("/does/not/exist", []);
        Assert.Equal(FaultKind.NotStarted, Assert.Throws<ImplementationFaultException>(child.Start).Kind);
    }

    [Fact]
    public void A_child_that_ends_before_its_greeting_is_not_started()
    {
        using ChildProcessImplementation child = ShellChild.Run("echo no kernel here >&2; exit 3");
        var fault = Assert.Throws<ImplementationFaultException>(child.Start);
        Assert.Equal(FaultKind.NotStarted, fault.Kind);
        Assert.Contains("exit code 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no kernel here", fault.LastWords, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_of_another_protocol_version_is_not_started()
    {
        using ChildProcessImplementation child = ShellChild.Run("echo 'hello luo 2'; sleep 9");
        Assert.Equal(FaultKind.NotStarted, Assert.Throws<ImplementationFaultException>(child.Start).Kind);
    }

    [Fact]
    public void A_child_that_greets_with_something_else_breaks_the_protocol()
    {
        using ChildProcessImplementation child = ShellChild.Run("echo Welcome; sleep 9");
        var fault = Assert.Throws<ImplementationFaultException>(child.Start);
        Assert.Equal(FaultKind.BrokeProtocol, fault.Kind);
        Assert.Contains("Welcome", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_that_has_no_machine_is_not_started()
    {
        using ChildProcessImplementation child = ShellChild.Run(
            $"{ShellChild.Hello}; read line; echo err ENOMEM; sleep 9"
        );
        Assert.Equal(FaultKind.NotStarted, Assert.Throws<ImplementationFaultException>(child.Start).Kind);
    }

    [Theory]
    [InlineData("echo dying >&2; exit 7", FaultKind.Crashed, "exit code 7")]
    [InlineData("kill -SEGV $$", FaultKind.Crashed, "signal 11")]
    [InlineData("printf 'ok le'; exit 1", FaultKind.BrokeProtocol, "ok le")]
    [InlineData("echo maybe; sleep 9", FaultKind.BrokeProtocol, "maybe")]
    [InlineData("echo err ENOSUCHERROR; sleep 9", FaultKind.BrokeProtocol, "ENOSUCHERROR")]
    [InlineData("printf 'ok \\001\\n'; sleep 9", FaultKind.BrokeProtocol, "printable")]
    [InlineData("printf 'ok\\nok\\n'; sleep 9", FaultKind.BrokeProtocol, "nothing asked for")]
    [InlineData("echo 'ok len=1 len=2'; sleep 9", FaultKind.BrokeProtocol, "twice")]
    [InlineData("exec >&-; exec sleep 9", FaultKind.BrokeProtocol, "closed a stream")]
    [InlineData("yes", FaultKind.BrokeProtocol, "not an answer")]
    [InlineData("yes ok", FaultKind.BrokeProtocol, "nothing asked for")]
    [InlineData("yes '# drivel'", FaultKind.BrokeProtocol, "remarks")]
    [InlineData("cat /dev/zero", FaultKind.BrokeProtocol, "longer than")]
    public void A_misbehaving_child_ends_in_a_fault(string then, FaultKind kind, string says)
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation(then);
        using IMachine machine = child.Start();
        var watch = Stopwatch.StartNew();
        var fault = Assert.Throws<ImplementationFaultException>(() => Many(machine, 3));
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void A_child_that_says_nothing_hangs()
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation(
            "echo thinking >&2; sleep 20",
            ShellChild.Limits with
            {
                Operation = TimeSpan.FromSeconds(0.3),
            }
        );
        using IMachine machine = child.Start();
        var fault = Assert.Throws<ImplementationFaultException>(() => machine.Execute(Open));
        Assert.Equal(FaultKind.Hung, fault.Kind);
        Assert.Contains("d = open", fault.Message, StringComparison.Ordinal);
        Assert.Contains("thinking", fault.LastWords, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_that_never_greets_hangs()
    {
        using ChildProcessImplementation child = ShellChild.Run(
            "sleep 20",
            ShellChild.Limits with
            {
                Start = TimeSpan.FromSeconds(0.3),
            }
        );
        Assert.Equal(FaultKind.Hung, Assert.Throws<ImplementationFaultException>(child.Start).Kind);
    }

    [Fact]
    public void A_child_that_closes_its_input_and_runs_on_breaks_the_protocol()
    {
        using ChildProcessImplementation child = ShellChild.Run(
            $"{ShellChild.Hello}; read line; echo ok; read line; echo ok; exec <&-; sleep 9 & exec >&-; exec 2>&-; wait"
        );
        using IMachine machine = child.Start();
        var fault = Assert.Throws<ImplementationFaultException>(() => Many(machine, 1000));
        Assert.Equal(FaultKind.BrokeProtocol, fault.Kind);
    }

    [Fact]
    public void A_child_that_grows_without_bound_is_ended()
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation(
            "a=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; while :; do a=$a$a; done",
            ShellChild.Limits with
            {
                Memory = 64 << 20,
            }
        );
        using IMachine machine = child.Start();
        var fault = Assert.Throws<ImplementationFaultException>(() => machine.Execute(Open));
        Assert.Equal(FaultKind.BrokeProtocol, fault.Kind);
        Assert.Contains("grew to", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_diagnostics_is_kept_only_at_its_end()
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation(
            "yes lament | head -c 300000 >&2; echo the end >&2; exit 1"
        );
        using IMachine machine = child.Start();
        var fault = Assert.Throws<ImplementationFaultException>(() => machine.Execute(Open));
        Assert.EndsWith("the end", fault.LastWords.TrimEnd(), StringComparison.Ordinal);
        Assert.InRange(fault.LastWords.Length, 1000, 65537);
    }

    [Fact]
    public void A_faulted_child_is_replaced_for_the_next_machine()
    {
        using ChildProcessImplementation child = ShellChild.AtFirstOperation("exit 1");
        for (int i = 0; i < 3; i++)
        {
            using IMachine machine = child.Start();
            Assert.Equal(
                FaultKind.Crashed,
                Assert.Throws<ImplementationFaultException>(() => machine.Execute(Open)).Kind
            );
        }
    }

    [Fact]
    public void A_child_is_used_again_after_a_reset()
    {
        using ChildProcessImplementation child = ShellChild.Run(
            $"n=0; {ShellChild.Hello}; while read line; do n=$((n+1)); case $line in reset|bye) echo ok;; *) echo ok len=$n;; esac; done",
            ShellChild.Limits
        );
        var answers = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            using IMachine machine = child.Start();
            answers.Add(machine.Execute(Open).ToString());
        }

        Assert.Equal(["ok len=2", "ok len=4", "ok len=6"], answers);
    }

    private static void Many(IMachine machine, int count)
    {
        for (int i = 0; i < count; i++)
        {
            machine.Execute(Open);
        }
    }
}
