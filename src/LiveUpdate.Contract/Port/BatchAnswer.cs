using System.Collections.Immutable;

namespace LiveUpdate.Contract;

/// <summary>What came back from one program of a batch.</summary>
/// <param name="Outcomes">The answers, one for each operation in order; fewer than operations only with a fault.</param>
/// <param name="Fault">Why there are no more answers: the fault of the operation behind the last one, seen with this program alone on the machine.</param>
/// <param name="RanAlone">Whether the program had the machine for itself when these answers were given.</param>
public sealed record BatchAnswer(ImmutableArray<Outcome> Outcomes, ImplementationFaultException? Fault, bool RanAlone)
{
    /// <summary>The memory that the machine lost because of the program, or <see langword="null"/> when that is not known of it.</summary>
    public MemoryLost? Lost { get; init; }

    /// <summary>The number of the boot that the program shared with others; <see langword="null"/> when it had one for itself, or nobody knows.</summary>
    public int? Boot { get; init; }

    /// <summary>
    /// The number of the boot that the program shared, if memory was lost on it by whichever program;
    /// <see langword="null"/> if none was, or if that was not measured.
    /// </summary>
    public int? LossyBoot { get; init; }

    /// <summary>Whether the memory of the machine was compared, before and after the program and those that it shared it with.</summary>
    public bool IsMemoryCompared { get; init; }

    /// <summary>The jumps that the program went through, in order, where images were looked at; otherwise none.</summary>
    public ImmutableArray<SharedJump> Jumps { get; init; } = [];
}
