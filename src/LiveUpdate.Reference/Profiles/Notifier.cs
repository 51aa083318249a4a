using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A user in the kernel who wants to be told when the handover is being completed, and when it does not happen (D1.3).</summary>
public abstract class Notifier
{
    /// <summary>Notifiers of a higher priority are called first.</summary>
    public abstract ulong Priority { get; }

    /// <summary>The handover is being completed; it can still be added to.</summary>
    /// <returns>Success, or why it must not happen.</returns>
    public abstract Errno OnFinalize();

    /// <summary>The handover does not happen after all.</summary>
    /// <returns>Success, or why it cannot be taken back.</returns>
    public abstract Errno OnAbort();
}
