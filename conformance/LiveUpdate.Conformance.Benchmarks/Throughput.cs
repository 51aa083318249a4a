namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>How fast something was on one core.</summary>
/// <param name="Operations">How many operations were done.</param>
/// <param name="Programs">How many programs they made up.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="AllocatedBytes">How many bytes of memory were allocated meanwhile, in the whole process.</param>
public sealed record Throughput(long Operations, long Programs, TimeSpan Elapsed, long AllocatedBytes)
{
    /// <summary>Operations a second.</summary>
    public double PerSecond => Operations / Elapsed.TotalSeconds;

    /// <summary>Nanoseconds an operation.</summary>
    public double Nanoseconds => Elapsed.TotalNanoseconds / Math.Max(1, Operations);

    /// <summary>Allocated bytes an operation.</summary>
    public double BytesPerOperation => (double)AllocatedBytes / Math.Max(1, Operations);

    /// <summary>Operations a program, on average.</summary>
    public double OperationsPerProgram => (double)Operations / Math.Max(1, Programs);
}
