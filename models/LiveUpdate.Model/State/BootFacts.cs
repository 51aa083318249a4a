using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What of a <see cref="ModelState"/> changes with a boot, an image or the first open, and hardly with anything else.</summary>
/// <remarks>
/// Most states of one kernel share it, which makes the copy that a step begins with half as long. See the properties of
/// <see cref="ModelState"/> for what each of them means.
/// </remarks>
internal sealed record BootFacts
{
    public Differences Differences { get; set; }

    public AlternativeState? Alternative { get; set; }

    public int BootNumber { get; set; }

    public bool IsKhoEnabled { get; set; }

    public bool IsScratchChosen { get; set; }

    public ScratchSizes? ScratchSizes { get; set; }

    public bool IsLuoEnabled { get; set; }

    public bool IsDeserialized { get; set; }

    public bool IsDeserializationFailed { get; set; }

    public bool CameByKho { get; set; }

    public ImageKind? LoadedImage { get; set; }

    public BootParameters ImageParameters { get; set; } = BootParameters.Default;

    public int LoadedSince { get; set; }

    public int SessionsAtKexec { get; set; }

    public InjectedFaults? Faults { get; set; }

    public KernelMemory? KernelMemory { get; set; }

    public BootFacts Copy() => this with { };
}
