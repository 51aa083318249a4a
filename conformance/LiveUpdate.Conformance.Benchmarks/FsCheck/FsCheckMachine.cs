using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>FsCheck's state machine over the same model and implementation.</summary>
/// <param name="options">What is measured.</param>
/// <param name="length">How many operations a program has.</param>
internal sealed class FsCheckMachine(BenchmarkOptions options, int length)
{
    private const int ProgramsARun = 20;

    private int _executed;

    /// <summary>Warms up, then measures.</summary>
    public Throughput Measure()
    {
        Throughput batches = Meter.Measure(options.Duration, Run);
        return batches with { Programs = batches.Programs * ProgramsARun };
    }

    private int Run(long number)
    {
        _executed = 0;
        var machine = new LiveUpdateMachine(options.Implementation, length, () => _executed++);
        Config config = Config
            .QuickThrowOnFailure.WithQuietOnSuccess(true)
            .WithMaxTest(ProgramsARun)
            .WithStartSize(length)
            .WithEndSize(length)
            .WithReplay(options.Seed + (ulong)number, 1);
        Check.One(config, machine.ToProperty());
        return _executed;
    }

    /// <summary>What the model says before an operation's answer is seen: the state it leads to, and what is allowed.</summary>
    private sealed record Step(ModelState State, Expectation? Allowed);

    private sealed class LiveUpdateMachine(IImplementation implementation, int length, Action executed)
        : Machine<IMachine, Step>(length)
    {
        private readonly LiveUpdateModel _model = new(ModelOptions.Default);
        private readonly Gen<Operation<IMachine, Step>> _next = OperationGen
            .Create()
            .Select(operation => (Operation<IMachine, Step>)new LiveUpdateOperation(operation, executed));

        public override Arbitrary<Setup<IMachine, Step>> Setup =>
            Gen.Fresh(() => (Setup<IMachine, Step>)new FreshMachine(implementation, _model)).ToArbitrary();

        public override TearDown<IMachine> TearDown { get; } = new DisposeMachine();

        public override Gen<Operation<IMachine, Step>> Next(Step state) => _next;
    }

    private sealed class FreshMachine(IImplementation implementation, LiveUpdateModel model) : Setup<IMachine, Step>
    {
        public override IMachine Actual() => implementation.Start();

        public override Step Model() => new(model.ColdBoot(BootParameters.Default), null);
    }

    private sealed class LiveUpdateOperation(Operation operation, Action executed) : Operation<IMachine, Step>
    {
        private static readonly LiveUpdateModel Model = new(ModelOptions.Default);

        public override Step Run(Step before)
        {
            var allowed = new Expectation();
            Model.Step(before.State, operation, allowed);
            return new Step(allowed[0].Next, allowed);
        }

        public override Property Check(IMachine machine, Step after)
        {
            executed();
            return after.Allowed![0].Pattern.Matches(machine.Execute(operation)).ToProperty();
        }

        public override string ToString() => operation.ToString();
    }

    private sealed class DisposeMachine : TearDown<IMachine>
    {
        public override void Actual(IMachine machine) => machine.Dispose();
    }
}
