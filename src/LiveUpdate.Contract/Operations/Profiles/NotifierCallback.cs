namespace LiveUpdate.Contract;

/// <summary>The callbacks of a notifier of KHO (D1.3).</summary>
public enum NotifierCallback : byte
{
    /// <summary><c>finalize</c>: what is handed over is being completed.</summary>
    Finalize,

    /// <summary><c>abort</c>: it is not handed over after all.</summary>
    Abort,
}
