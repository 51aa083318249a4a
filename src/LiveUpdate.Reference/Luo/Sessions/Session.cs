using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A session: a name and a file set, alive as long as its descriptor (luo-model 3).</summary>
public sealed class Session
{
    /// <summary>A session without files.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isIncoming">Whether it came from the kernel before.</param>
    /// <param name="files">Its file set, empty.</param>
    public Session(ByteString name, bool isIncoming, FileSet files)
    {
        Name = name;
        IsIncoming = isIncoming;
        Files = files;
    }

    /// <summary>The name, 1 to 63 bytes.</summary>
    public ByteString Name { get; }

    /// <summary>Whether it came from the kernel before.</summary>
    public bool IsIncoming { get; }

    /// <summary>Whether it was retrieved; an outgoing session never is.</summary>
    public bool IsRetrieved { get; set; }

    /// <summary>The file set.</summary>
    public FileSet Files { get; }
}
