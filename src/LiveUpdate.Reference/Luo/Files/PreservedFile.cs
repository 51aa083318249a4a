namespace LiveUpdate.Reference;

/// <summary>One file of a file set, outgoing or incoming.</summary>
public sealed class PreservedFile
{
    /// <summary>A file under its token.</summary>
    /// <param name="handler">The handler that takes care of it.</param>
    /// <param name="token">The token.</param>
    public PreservedFile(FileHandler handler, ulong token)
    {
        Handler = handler;
        Token = token;
    }

    /// <summary>The handler that takes care of it.</summary>
    public FileHandler Handler { get; }

    /// <summary>The token.</summary>
    public ulong Token { get; }

    /// <summary>The handler's number, which crosses the kexec.</summary>
    public ulong Data { get; set; }

    /// <summary>The handler's own state, which does not.</summary>
    public object? State { get; set; }

    /// <summary>The open file, on which LUO has a reference: preserved, or retrieved and not finished.</summary>
    public OpenFile? File { get; set; }

    /// <summary>What stands for the file in <see cref="OwnedFiles"/>, while it does.</summary>
    public object? Id { get; set; }

    /// <summary>Whether it was retrieved: 0 not yet, 1 yes, a negative error number when that failed.</summary>
    public int Status { get; set; }
}
