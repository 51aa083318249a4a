namespace LiveUpdate.Model;

/// <summary>What an open file is.</summary>
public enum OpenFileKind : byte
{
    /// <summary>/dev/liveupdate.</summary>
    Device,

    /// <summary>A session.</summary>
    Session,

    /// <summary>A memfd or a tmpfs file.</summary>
    Memory,

    /// <summary>A memfd on huge pages, which no handler accepts.</summary>
    Hugetlb,

    /// <summary>A pipe, an eventfd or another file that no handler accepts.</summary>
    Special,
}
