namespace LiveUpdate.Mutants;

/// <summary>What an open handle stands for.</summary>
internal enum OpenKind
{
    /// <summary>Nothing is known of it.</summary>
    Unbound,

    /// <summary>The device.</summary>
    Device,

    /// <summary>A session that CREATE_SESSION made.</summary>
    Outgoing,

    /// <summary>A session that RETRIEVE_SESSION found.</summary>
    Incoming,

    /// <summary>A memfd or a tmpfs file, made in this kernel.</summary>
    File,

    /// <summary>A file that RETRIEVE_FD gave.</summary>
    Retrieved,

    /// <summary>A mapping.</summary>
    Mapping,

    /// <summary>A descriptor that no handler accepts.</summary>
    Special,
}
