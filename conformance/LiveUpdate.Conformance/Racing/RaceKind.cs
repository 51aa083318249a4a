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

    /// <summary>Whatever is allowed at once.</summary>
    Anything,
}
