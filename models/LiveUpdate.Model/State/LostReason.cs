namespace LiveUpdate.Model;

/// <summary>Why a session that once existed must not be found any more.</summary>
public enum LostReason : byte
{
    /// <summary>An outgoing session that was closed in the kernel before.</summary>
    ClosedBeforeKexec,

    /// <summary>An outgoing session that was closed in the kernel before, with the image loaded already.</summary>
    ClosedAfterLoad,

    /// <summary>An incoming session of the kernel before that was never retrieved.</summary>
    IncomingNeverRetrieved,

    /// <summary>An incoming session of the kernel before that was retrieved, finished or closed.</summary>
    IncomingRetrieved,

    /// <summary>A session of the kernel before, which was left through an image without a handover.</summary>
    PlainImage,

    /// <summary>A session that was handed to a kernel in which live update was off.</summary>
    NeverTakenOver,

    /// <summary>An incoming session of this kernel, closed after FINISH.</summary>
    FinishedAndClosed,

    /// <summary>An incoming session of this kernel, closed without FINISH.</summary>
    ClosedUnfinished,

    /// <summary>An outgoing session of this kernel that was closed.</summary>
    OutgoingClosed,

    /// <summary>An outgoing session of this kernel that was closed with the image loaded already.</summary>
    OutgoingClosedAfterLoad,

    /// <summary>A session of the kernel before, which was left without PREPARE (LUO-STATE-02).</summary>
    NotPrepared,

    /// <summary>An incoming session of this kernel that nobody had retrieved at the event FINISH (LUO-STATE-04).</summary>
    FinishedByEvent,
}
