using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>One open file, whatever it is, and the handles that lead to it.</summary>
/// <param name="kind">What it is.</param>
/// <param name="origin">The operation that made it.</param>
internal sealed class KnownFile(OpenKind kind, Operation origin)
{
    /// <summary>What it is.</summary>
    public OpenKind Kind => kind;

    /// <summary>The operation that made it.</summary>
    public Operation Origin => origin;

    /// <summary>The handles, in the order in which they were bound.</summary>
    public List<Handle> Handles { get; } = [];

    /// <summary>A session's files: those preserved in it or, in an incoming one, those handed over, in order.</summary>
    public List<(ulong Token, KnownFile File)> Preserved { get; } = [];

    /// <summary>The files retrieved from an incoming session that is not finished, by token.</summary>
    public Dictionary<ulong, KnownFile> Retrieved { get; } = [];

    /// <summary>Whether FINISH has succeeded on an incoming session.</summary>
    public bool IsFinished { get; set; }

    /// <summary>What tells one file from another: reopened files share it.</summary>
    public object Inode { get; init; } = new();

    /// <summary>How many kexecs the file has come through.</summary>
    public int Age { get; init; }

    /// <summary>The flags of a file that was opened anew; 2 for any other.</summary>
    public ulong ReopenFlags => origin is Reopen reopen ? reopen.Flags : 2;

    /// <summary>The session's name, empty for anything else.</summary>
    public ByteString Name { get; } =
        origin switch
        {
            CreateSession create => create.Name.UpToNul(),
            RetrieveSession retrieve => retrieve.Name.UpToNul(),
            Ioctl raw => RawArgument.Name(raw),
            _ => ByteString.Empty,
        };
}
