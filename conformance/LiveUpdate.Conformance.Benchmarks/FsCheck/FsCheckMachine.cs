using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>FsCheck's state machine over the same model and implementation.</summary>
/// <param name="options">What is measured.</param>
/// <param name="length">How many operations a program has.</param>
/// <param name="isDocumented">
/// Whether it is written as FsCheck's documentation writes one: a generator is made for each state, and every answer is
/// labelled with what was got and what is allowed, so that a failure says what was wrong. If not, it does the least that it
/// can do: one generator made beforehand draws blindly, and nothing is labelled.
/// </param>
internal sealed class FsCheckMachine(BenchmarkOptions options, int length, bool isDocumented)
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
        var machine = new LiveUpdateMachine(options.Implementation, length, isDocumented, () => _executed++);
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

    private sealed class LiveUpdateMachine(
        IImplementation implementation,
        int length,
        bool isDocumented,
        Action executed
    ) : Machine<IMachine, Step>(length)
    {
        private readonly LiveUpdateModel _model = new(ModelOptions.Default);
        private readonly HandlePools _pools = new();
        private readonly Gen<Operation<IMachine, Step>>? _blind = isDocumented
            ? null
            : Drawn(new HandlePools(), isLabelled: false, executed);

        public override Arbitrary<Setup<IMachine, Step>> Setup =>
            Gen.Fresh(() => (Setup<IMachine, Step>)new FreshMachine(implementation, _model)).ToArbitrary();

        public override TearDown<IMachine> TearDown { get; } = new DisposeMachine();

        public override Gen<Operation<IMachine, Step>> Next(Step state)
        {
            if (_blind is not null)
            {
                return _blind;
            }

            _pools.Look(state.State);
            return Drawn(_pools, isLabelled: true, executed);
        }

        private static Gen<Operation<IMachine, Step>> Drawn(HandlePools pools, bool isLabelled, Action executed) =>
            OperationGen
                .Create(pools)
                .Select(operation =>
                    (Operation<IMachine, Step>)new LiveUpdateOperation(operation, isLabelled, executed)
                );
    }

    private sealed class FreshMachine(IImplementation implementation, LiveUpdateModel model) : Setup<IMachine, Step>
    {
        public override IMachine Actual() => implementation.Start();

        public override Step Model() => new(model.ColdBoot(BootParameters.Default), null);
    }

    private sealed class LiveUpdateOperation(Operation operation, bool isLabelled, Action executed)
        : Operation<IMachine, Step>
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
            Contract.Outcome got = machine.Execute(operation);
            bool isAllowed = after.Allowed![0].Pattern.Matches(got);
            return isLabelled
                ? isAllowed.Label($"{operation} -> {got}, allowed is {after.Allowed}")
                : isAllowed.ToProperty();
        }

        public override string ToString() => operation.ToString();
    }

    private sealed class DisposeMachine : TearDown<IMachine>
    {
        public override void Actual(IMachine machine) => machine.Dispose();
    }
}
