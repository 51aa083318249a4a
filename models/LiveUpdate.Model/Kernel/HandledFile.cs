using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a session knows of a file that a scripted handler takes care of.</summary>
public sealed record HandledFile
{
    /// <summary>The handler's string.</summary>
    public required ByteString Compatible { get; init; }

    /// <summary>The handler; none for an incoming file that was not read from the image yet.</summary>
    public Handle Handler { get; init; }

    /// <summary>The data that the handler gave.</summary>
    public ulong Data { get; init; }

    /// <summary>Whether it came from the kernel before.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>What stands for the file: an object's number, or 0.</summary>
    public ulong IdObject { get; init; }

    /// <summary>What stands for the file without an object: the <see cref="Identified.Id"/> of its open file, or 0.</summary>
    public int IdOpenFile { get; init; }

    /// <summary>The error of its retrieve, which is final (LUO-FILE-09).</summary>
    public Errno Failed { get; init; }

    /// <summary>Whether its retrieve has failed and nobody remembers it (LUO-OLD-11).</summary>
    public bool WasRefused { get; init; }

    /// <summary>Whether a freeze had something to say about its data (LUO-REBOOT-07).</summary>
    public bool FreezeSpoke { get; init; }
}
