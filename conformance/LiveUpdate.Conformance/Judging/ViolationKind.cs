namespace LiveUpdate.Conformance;

/// <summary>What was looked at when a violation showed.</summary>
public enum ViolationKind
{
    /// <summary>An answer.</summary>
    Answer,

    /// <summary>A handover image at the jump.</summary>
    Image,

    /// <summary>The kernel itself: it panicked, oopsed, warned, hung or reset itself.</summary>
    Kernel,

    /// <summary>The memory accounts at the end of the case.</summary>
    Memory,

    /// <summary>What a kernel made of an image that was changed on purpose.</summary>
    Planted,
}
