using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>FsCheck draws arrays of operations, and nothing executes them.</summary>
/// <param name="options">What is measured.</param>
/// <param name="length">How many operations a program has.</param>
internal sealed class FsCheckArrays(BenchmarkOptions options, int length)
{
    /// <summary>Warms up, then measures.</summary>
    public Throughput Measure()
    {
        Gen<Operation[]> programs = OperationGen.Create(new HandlePools()).ArrayOf(length);
        return Meter.Measure(options.Duration, number => Run(programs, number));
    }

    private int Run(Gen<Operation[]> programs, long number)
    {
        var random = new Rnd(options.Seed + (ulong)number, 1);
        Operation[] operations = programs.Sample(1, random, length).Single();
        return operations.Length;
    }
}
