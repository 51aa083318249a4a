namespace LiveUpdate.Model;

/// <summary>How far a KHO with a finalize step has come in a kernel, so that what is wrong later is told from other wrongs.</summary>
public enum FinalizeFate : byte
{
    /// <summary>Nobody has finalized anything by hand.</summary>
    Never,

    /// <summary>It was finalized by hand.</summary>
    Finalized,

    /// <summary>It was finalized by hand, and an abort failed.</summary>
    StillFinalized,

    /// <summary>It was finalized by hand and aborted.</summary>
    Aborted,

    /// <summary>A notifier refused to let it be finalized.</summary>
    Failed,
}
