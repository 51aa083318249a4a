namespace LiveUpdate.Conformance;

/// <summary>What a generated race is mainly about.</summary>
internal enum RaceKind
{
    /// <summary>Opening the device.</summary>
    Opens,

    /// <summary>Creating sessions of few names.</summary>
    Creations,

    /// <summary>Retrieving the same sessions.</summary>
    Retrievals,

    /// <summary>Retrieving a session that is being closed.</summary>
    RetrievalsAndCloses,

    /// <summary>Preserving the same files in several sessions.</summary>
    Preservations,

    /// <summary>Retrieving the same files, and finishing.</summary>
    FileRetrievals,

    /// <summary>Anything while the machine reboots.</summary>
    Reboots,

    /// <summary>Anything while a reboot is refused by a handler.</summary>
    Refusals,

    /// <summary>Files of handlers that an FLB depends on.</summary>
    Handled,

    /// <summary>Changing files that are being preserved, or are not any more.</summary>
    FileCalls,

    /// <summary>Whatever is allowed at once.</summary>
    Anything,

    /// <summary>Moving the state of LUO, where it has one, while anything goes on.</summary>
    Events,

    /// <summary>Unpreserving files, where that keeps their order, while they are preserved and sessions end.</summary>
    Unpreservations,
}
