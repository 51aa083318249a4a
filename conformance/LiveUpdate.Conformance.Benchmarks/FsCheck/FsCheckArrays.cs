using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>The fastest way to use FsCheck: it draws an array of operations, and a bare loop executes and judges them.</summary>
/// <param name="options">What is measured.</param>
/// <param name="length">How many operations a program has.</param>
internal sealed class FsCheckArrays(BenchmarkOptions options, int length)
{
    private readonly LiveUpdateModel _model = new(ModelOptions.Default);
    private readonly Expectation _expectation = new();

    /// <summary>Warms up, then measures.</summary>
    public Throughput Measure()
    {
        Gen<Operation[]> programs = OperationGen.Create().ArrayOf(length);
        return Meter.Measure(options.Duration, number => Run(programs, number));
    }

    private int Run(Gen<Operation[]> programs, long number)
    {
        var random = new Rnd(options.Seed + (ulong)number, 1);
        Operation[] operations = programs.Sample(1, random, length).Single();
        ModelState state = _model.ColdBoot(BootParameters.Default);
        using IMachine machine = options.Implementation.Start();
        foreach (Operation operation in operations)
        {
            _model.Step(state, operation, _expectation);
            state = Follow(machine.Execute(operation), operation);
        }

        return operations.Length;
    }

    private ModelState Follow(Contract.Outcome got, Operation operation)
    {
        for (int i = 0; i < _expectation.Count; i++)
        {
            if (_expectation[i].Pattern.Matches(got))
            {
                return _expectation[i].Next;
            }
        }

        throw new InvalidOperationException($"{operation} -> {got}, allowed is {_expectation}");
    }
}
