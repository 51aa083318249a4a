namespace LiveUpdate.Targets.Tests;

public sealed class JumpWatchTests
{
    private const ulong Jump = 0xffff_8000;
    private const ulong Elsewhere = 0x1000;

    private int _shown;

    [Fact]
    public void A_jump_is_shown_once_though_a_step_stays_where_it_is()
    {
        using JumpWatch watch = Make();
        using StubbornDebugger debugger = Arm(watch);
        debugger.IdleSteps = 1;
        watch.Expect();
        debugger.Run(Jump);
        Assert.Equal(1, _shown);
        Assert.True(watch.Settle());
    }

    [Fact]
    public void A_jump_is_shown_once_though_the_processor_comes_to_it_again_by_an_interrupt()
    {
        using JumpWatch watch = Make();
        using StubbornDebugger debugger = Arm(watch);
        watch.Expect();
        debugger.Run(Jump, Elsewhere, Jump);
        Assert.Equal(1, _shown);
        watch.Expect();
        debugger.Run(Elsewhere, Jump);
        Assert.Equal(2, _shown);
    }

    [Fact]
    public void A_stop_at_another_place_is_no_jump()
    {
        using JumpWatch watch = Make();
        using StubbornDebugger debugger = Arm(watch);
        watch.Expect();
        debugger.StopAnywhere();
        Assert.Equal(0, _shown);
        Assert.False(watch.Settle());
    }

    [Fact]
    public void A_processor_that_never_leaves_its_place_is_not_the_kernels_fault()
    {
        using JumpWatch watch = Make();
        using StubbornDebugger debugger = Arm(watch);
        debugger.IdleSteps = int.MaxValue;
        watch.Expect();
        var serving = new Thread(() => Assert.ThrowsAny<Exception>(() => debugger.Run(Jump)));
        serving.Start();
        Assert.True(SpinWait.SpinUntil(() => !watch.IsArmed, TimeSpan.FromSeconds(10)));
        Assert.Equal(
            LiveUpdate.Contract.FaultKind.NotStarted,
            Assert.Throws<LiveUpdate.Contract.ImplementationFaultException>(watch.ThrowFailure).Kind
        );
        debugger.Dispose();
        serving.Join();
    }

    private JumpWatch Make() => new(1, new JumpPlaces(1)) { AtJump = _ => _shown++ };

    private static StubbornDebugger Arm(JumpWatch watch)
    {
        var debugger = new StubbornDebugger(watch.Arguments);
        var arming = new Thread(() => watch.Arm(static _ => $"ok address=0x{Jump:x} kernel=0"));
        arming.Start();
        debugger.ServeUntilFree();
        arming.Join();
        return debugger;
    }
}
