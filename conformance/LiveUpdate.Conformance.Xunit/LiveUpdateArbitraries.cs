using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Xunit;

/// <summary>FsCheck generators of programs and operations, for properties of your own.</summary>
/// <remarks>
/// Register the class with <c>Config.WithArbitrary([typeof(LiveUpdateArbitraries)])</c>, or call its methods. Programs come
/// from the suite's own generator: they make sense to a machine that has just booted cold, and end with a read-out.
/// </remarks>
public static class LiveUpdateArbitraries
{
    private const int FewestOperations = 4;
    private const int OperationsPerSize = 8;

    /// <summary>Programs without recorded answers, longer with FsCheck's size; they shrink by leaving operations out.</summary>
    public static Arbitrary<Program> Programs() => Programs(Features.All);

    /// <summary>Programs for an implementation that lacks some features.</summary>
    /// <param name="features">What the implementation has.</param>
    public static Arbitrary<Program> Programs(Features features) =>
        Arb.From(Gen.Sized(size => Programs(features, FewestOperations + (OperationsPerSize * size))), Shortened);

    /// <summary>Operations as they stand in programs, so that rare verbs are rare.</summary>
    public static Arbitrary<Operation> Operations() =>
        Arb.From(Programs().Generator.SelectMany(static program => Gen.Elements(program.Operations.ToArray())));

    private static Gen<Program> Programs(Features features, int maxOperations) =>
        Gen.Choose(0, int.MaxValue)
            .Two()
            .Select(drawn => Generate(features, maxOperations, (ulong)drawn.Item1, drawn.Item2));

    private static Program Generate(Features features, int maxOperations, ulong seed, long index)
    {
        var generator = new ProgramGenerator(
            new LiveUpdateModel(ModelOptions.Default),
            features,
            maxOperations,
            ClauseFilter.All
        );
        generator.Choices.Start(seed, index);
        return generator.Generate().ToProgram();
    }

    /// <summary>Shorter programs, the shortest first: a half, a quarter, and so on down to one operation left out.</summary>
    private static IEnumerable<Program> Shortened(Program program)
    {
        Operation[] operations = [.. program.Operations];
        for (int run = operations.Length / 2; run > 0; run /= 2)
        {
            for (int start = 0; start + run <= operations.Length; start += run)
            {
                yield return Program.Of([.. operations[..start], .. operations[(start + run)..]]);
            }
        }
    }
}
