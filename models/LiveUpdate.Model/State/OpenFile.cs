namespace LiveUpdate.Model;

/// <summary>An open file description: what all copies of a descriptor share.</summary>
public sealed record OpenFile : Identified
{
    /// <summary>What it is.</summary>
    public required OpenFileKind Kind { get; init; }

    /// <summary>Whether it was opened for reading.</summary>
    public bool Readable { get; init; }

    /// <summary>Whether it was opened for writing.</summary>
    public bool Writable { get; init; }

    /// <summary>Whether writes go to the end (O_APPEND).</summary>
    public bool Append { get; init; }

    /// <summary>Whether it only names the file (O_PATH).</summary>
    public bool PathOnly { get; init; }

    /// <summary>F_GETFL.</summary>
    public ulong Status { get; init; }

    /// <summary>The position, in bytes from the start.</summary>
    public ulong Position { get; init; }

    /// <summary>The <see cref="Identified.Id"/> of the file behind it, or 0.</summary>
    public int MemoryFileId { get; init; }

    /// <summary>The <see cref="ModelSession.Id"/> of the session behind it, or 0.</summary>
    public int SessionId { get; init; }

    /// <summary>The file that scripted handlers take, or <see langword="null"/>.</summary>
    public ScriptedFile? Scripted { get; init; }

    /// <summary>Whether a session holds it: preserved, or retrieved and not finished.</summary>
    public bool IsHeldBySession { get; init; }

    /// <summary>Whether a RETRIEVE_FD of this kernel made it.</summary>
    public bool IsRetrieved { get; init; }

    /// <summary>Whether it was retrieved more than once.</summary>
    public bool IsRetrievedAgain { get; init; }
}
