namespace LiveUpdate.Contract;

/// <summary>What moves the state of LUO, where it has one (D4.1).</summary>
public enum EventKind : byte
{
    /// <summary>From normal to prepared: what is to be handed over is complete.</summary>
    Prepare,

    /// <summary>From prepared to frozen.</summary>
    Freeze,

    /// <summary>From prepared or frozen back to normal.</summary>
    Cancel,

    /// <summary>From updated to normal: what was handed over is done with.</summary>
    Finish,
}
