using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A session.</summary>
public sealed record ModelSession
{
    internal ModelFile[] FileArray { get; init; } = [];

    /// <summary>Its identity in this state and the states that follow.</summary>
    public required int Id { get; init; }

    /// <summary>Its name: 1 to 63 bytes without NUL.</summary>
    public required ByteString Name { get; init; }

    /// <summary>Whether it came from the kernel before.</summary>
    public bool IsIncoming { get; init; }

    /// <summary>Whether it is an incoming session that has been retrieved.</summary>
    public bool IsRetrieved { get; init; }

    /// <summary>Its files in the order of their preservation; empty after FINISH.</summary>
    public ReadOnlySpan<ModelFile> Files => FileArray;

    /// <summary>How many files it had when it crossed the kexec.</summary>
    public int FilesAtKexec { get; init; }

    /// <summary>What has happened to it.</summary>
    public SessionPremises Premises { get; init; }

    /// <summary>The token of the PRESERVE_FD that failed last; meaningful with <see cref="SessionPremises.PreserveFailed"/>.</summary>
    public ulong FailedToken { get; init; }
}
