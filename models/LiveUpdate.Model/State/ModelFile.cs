using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>One file of a session.</summary>
public sealed record ModelFile
{
    /// <summary>Its token.</summary>
    public required ulong Token { get; init; }

    /// <summary>The <see cref="Identified.Id"/> of the open file that the session holds; 0 for an incoming file that was never retrieved.</summary>
    public int OpenFileId { get; init; }

    /// <summary>The seals at PRESERVE_FD, which are the ones that cross (MEMFD-10).</summary>
    public ulong Seals { get; init; }

    /// <summary>What crossed the kexec, in an incoming session; <see langword="null"/> in an outgoing one.</summary>
    public MemoryFile? Incoming { get; init; }

    /// <summary>The position that crossed the kexec, in an incoming session; in an outgoing one that at the event FREEZE, if there was one.</summary>
    public ulong Position { get; init; }

    /// <summary>With what a RETRIEVE_FD of it failed, which is final; <see cref="Errno.None"/> when none did (LUO-FILE-09).</summary>
    public Errno RetrieveError { get; init; }

    /// <summary>When it was preserved, on the same scale as <see cref="ModelState.LoadedSince"/>.</summary>
    public int Sequence { get; init; }

    /// <summary>What there is to know when a scripted handler takes care of it; <see langword="null"/> for a memfd.</summary>
    public HandledFile? Handled { get; init; }

    /// <summary>Whether nobody has asked for it, when it is an incoming file.</summary>
    public bool IsWaiting =>
        OpenFileId == 0 && RetrieveError == Errno.None && (Handled is null || Handled.Failed == Errno.None);

    /// <summary>Whether it is an incoming file that has been retrieved.</summary>
    public bool IsRetrieved => OpenFileId != 0 && (Incoming is not null || Handled is { IsIncoming: true });
}
