namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>How fast something was on one core.</summary>
/// <param name="Operations">How many operations were done.</param>
/// <param name="Programs">How many programs they made up.</param>
/// <param name="Cpu">How much processor time that took, in the whole process; nothing else runs meanwhile.</param>
/// <param name="Wall">How long it took by the clock, which is more on a busy machine.</param>
/// <param name="AllocatedBytes">How many bytes of memory were allocated meanwhile, in the whole process.</param>
public sealed record Throughput(long Operations, long Programs, TimeSpan Cpu, TimeSpan Wall, long AllocatedBytes)
{
    /// <summary>Operations a second of processor time, which is one core's.</summary>
    public double PerSecond => Operations / Cpu.TotalSeconds;

    /// <summary>Operations a second by the clock.</summary>
    public double PerSecondOfWall => Operations / Wall.TotalSeconds;

    /// <summary>Nanoseconds of processor time an operation.</summary>
    public double Nanoseconds => Cpu.TotalNanoseconds / Math.Max(1, Operations);

    /// <summary>Allocated bytes an operation.</summary>
    public double BytesPerOperation => (double)AllocatedBytes / Math.Max(1, Operations);

    /// <summary>Operations a program, on average.</summary>
    public double OperationsPerProgram => (double)Operations / Math.Max(1, Programs);
}
