namespace LiveUpdate.Reference;

/// <summary>What an open file is.</summary>
public enum OpenFileKind : byte
{
    /// <summary>A memfd or a tmpfs file.</summary>
    Memory,

    /// <summary>/dev/liveupdate.</summary>
    Device,

    /// <summary>A LUO session.</summary>
    Session,

    /// <summary>Anything that no handler accepts.</summary>
    Special,
}
