namespace LiveUpdate.Reference;

/// <summary>An open file: what descriptors refer to, and what LUO holds of a preserved file (the kernel's <c>struct file</c>).</summary>
public sealed class OpenFile
{
    /// <summary>O_WRONLY.</summary>
    public const uint WriteOnly = 0x1;

    /// <summary>O_RDWR.</summary>
    public const uint ReadWrite = 0x2;

    /// <summary>O_APPEND.</summary>
    public const uint Append = 0x400;

    /// <summary>O_LARGEFILE, which a 64-bit process sets without asking.</summary>
    public const uint LargeFile = 0x8000;

    /// <summary>O_PATH.</summary>
    public const uint PathOnly = 0x200000;

    /// <summary>An open file with one reference, at position 0.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="status">Its status flags.</param>
    public OpenFile(OpenFileKind kind, uint status)
    {
        Kind = kind;
        Status = status;
    }

    /// <summary>What it is.</summary>
    public OpenFileKind Kind { get; }

    /// <summary>The status flags of F_GETFL.</summary>
    public uint Status { get; }

    /// <summary>The file, for <see cref="OpenFileKind.Memory"/>.</summary>
    public MemoryFile? Memory { get; init; }

    /// <summary>The session, for <see cref="OpenFileKind.Session"/>.</summary>
    public Session? Session { get; init; }

    /// <summary>The file that scripted handlers take, for <see cref="OpenFileKind.Special"/>.</summary>
    public HandlerFile? Scripted { get; init; }

    /// <summary>The position in bytes.</summary>
    public ulong Position { get; set; }

    /// <summary>How many descriptors and other holders there are.</summary>
    public int References { get; set; } = 1;

    /// <summary>Whether only the path was opened.</summary>
    public bool IsPath => (Status & PathOnly) != 0;

    /// <summary>Whether it can be read.</summary>
    public bool CanRead => (Status & 3) is 0 or ReadWrite;

    /// <summary>Whether it can be written.</summary>
    public bool CanWrite => (Status & 3) is WriteOnly or ReadWrite;
}
