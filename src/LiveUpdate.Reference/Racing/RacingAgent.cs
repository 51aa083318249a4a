using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>One agent of a race: a thread that runs only when the scheduler lets it.</summary>
/// <param name="number">Its number in the program.</param>
internal sealed class RacingAgent(int number)
{
    /// <summary>Its number in the program.</summary>
    public int Number => number;

    /// <summary>The places of its operations in the race, in order.</summary>
    public List<int> Operations { get; } = [];

    /// <summary>The thread that it borrows.</summary>
    public RaceThread Thread { get; set; } = null!;

    /// <summary>The lock that it waits for, or <see langword="null"/>.</summary>
    public LockHolders? Awaited { get; set; }

    /// <summary>Whether it wants the awaited lock for itself.</summary>
    public bool AwaitsAlone { get; set; }

    /// <summary>The callbacks that its operation has caused so far.</summary>
    public CallbackTrace Trace { get; } = new();

    /// <summary>The file set that its PRESERVE_FD works on, or <see langword="null"/>.</summary>
    public FileSet? Preserving { get; set; }

    /// <summary>Why the release that its close caused has failed.</summary>
    public Errno ReleaseError { get; set; }

    /// <summary>Whether it has nothing more to do.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether it can take a step.</summary>
    public bool CanStep => !IsDone && (Awaited is null || Awaited.IsFreeFor(AwaitsAlone));
}
