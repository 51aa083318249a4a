using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>What a program does on one kernel: its operations up to the one that leads into the next kernel.</summary>
/// <param name="Operations">The operations, without the one that ends the segment.</param>
/// <param name="Exit">How the program goes into the next kernel, or <see langword="null"/> at its end.</param>
internal sealed record BatchSegment(ImmutableArray<Operation> Operations, BatchExit? Exit)
{
    /// <summary>
    /// Whether all its loads may be one that is done before the segment begins, for all programs together: the last is of
    /// the image that the segment ends with, and nothing in it would notice that an image is there already.
    /// </summary>
    /// <remarks>An image only points to what is handed over (KHO-PRES-12), so when it is loaded is no matter for a conformant kernel.</remarks>
    public bool CanShareLoad { get; } =
        Exit is not { IsCold: true }
        && Operations.Any(static o => o is Load)
        && Operations.All(static o => o is not (Unload or Reboot or Load { Kind: not ImageKind.File }));
}
