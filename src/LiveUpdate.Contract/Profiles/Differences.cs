namespace LiveUpdate.Contract;

/// <summary>What an implementation of a profile does otherwise than Linux 7.3; one name for each difference.</summary>
/// <remarks>
/// The names are all that the model and an implementation share: each difference is described in <c>spec/profiles</c>,
/// and written down independently wherever it matters.
/// </remarks>
[Flags]
public enum Differences : uint
{
    /// <summary>None: Linux 7.3.</summary>
    None = 0,

    /// <summary><c>empty-names</c>: a session may have the empty name.</summary>
    EmptyNames = 1,

    /// <summary><c>long-names-cut</c>: a name that fills its field is cut instead of refused.</summary>
    LongNamesCut = 1 << 1,

    /// <summary><c>no-get-name</c>: sessions do not have GET_NAME.</summary>
    NoGetName = 1 << 2,

    /// <summary><c>finish-reserved-ignored</c>: FINISH does not look at its reserved field.</summary>
    FinishReservedIgnored = 1 << 3,

    /// <summary><c>kinds-unchecked</c>: session commands do not ask whether the session is of their kind.</summary>
    KindsUnchecked = 1 << 4,

    /// <summary><c>sessions-bounded</c>: at most <see cref="Profile.MaxSessions"/> outgoing sessions.</summary>
    SessionsBounded = 1 << 5,

    /// <summary><c>files-bounded</c>: at most <see cref="Profile.MaxFiles"/> files in a session.</summary>
    FilesBounded = 1 << 6,

    /// <summary><c>preserved-again</c>: a file that is preserved, or retrieved and not finished, can be preserved.</summary>
    PreservedAgain = 1 << 7,

    /// <summary><c>seals-dropped</c>: a retrieved memfd has lost its seals and takes no new ones.</summary>
    SealsDropped = 1 << 8,

    /// <summary><c>page-count-wraps</c>: of the number of pages of a memfd only the low 32 bits count.</summary>
    PageCountWraps = 1 << 9,

    /// <summary><c>no-finish</c>: sessions do not have FINISH.</summary>
    NoFinish = 1 << 10,

    /// <summary><c>close-refused</c>: closing a session of which a file was not retrieved fails, and the session stays.</summary>
    CloseRefused = 1 << 11,

    /// <summary><c>global-states</c>: one state for all of LUO, moved by events.</summary>
    GlobalStates = 1 << 12,

    /// <summary><c>unpreserve-one</c>: one file can be unpreserved, the one that was preserved last first.</summary>
    UnpreserveOne = 1 << 13,

    /// <summary><c>finalize-step</c>: KHO hands over what was there when it was finalized.</summary>
    FinalizeStep = 1 << 14,

    /// <summary><c>several-versions</c>: an object of the kernel is handed over in several versions.</summary>
    SeveralVersions = 1 << 15,

    /// <summary><c>retrieve-forgotten</c>: nobody remembers that a file could not be retrieved.</summary>
    RetrieveForgotten = 1 << 16,

    /// <summary><c>unpreserve-ordered</c>: one file can be unpreserved, and those that were preserved after it go before it.</summary>
    UnpreserveOrdered = 1 << 17,
}
