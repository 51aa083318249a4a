using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Holds handover images against <see cref="ImageRules"/>, one after the other, and reuses its memory.</summary>
/// <remarks>
/// One for each worker: it is not for use from several threads. Whatever an image holds, checking it throws nothing,
/// reads nothing outside of it, and takes time and memory within a multiple of the image's size.
/// </remarks>
public sealed class ImageChecker
{
    private readonly KhoWalk _walk = new();

    /// <summary>
    /// Faults of the last image, until the next one is checked: the first 64, and beyond these the first of each clause.
    /// </summary>
    public IReadOnlyList<ImageFault> Faults => _walk.Walk.Ledger.Faults;

    /// <summary>How many faults the last image has.</summary>
    public long FaultCount => _walk.Walk.Ledger.FaultCount;

    /// <summary>How many pages of the last image were read as structures.</summary>
    public int PagesRead => _walk.Walk.OpenedPages;

    /// <summary>The scratch areas of the last image, until the next one is checked.</summary>
    public IReadOnlyList<ScratchRegion> Scratch => _walk.Walk.Scratch;

    /// <summary>How many entries the tracker of the last image has.</summary>
    public int TrackerEntries => _walk.Walk.Tracker.Count;

    /// <summary>How many of them belong to nothing that the image describes.</summary>
    public int UnclaimedEntries => _walk.Walk.Tracker.Count - _walk.Walk.Tracker.Claimed;

    /// <summary>What the last image says about each clause.</summary>
    public IEnumerable<ImageVerdict> Verdicts => ImageRules.Clauses.Select(Verdict);

    /// <summary>Checks an image.</summary>
    /// <param name="image">The image; not kept.</param>
    /// <param name="expectation">What else is known of it; not kept.</param>
    /// <returns>Whether no clause is broken.</returns>
    public bool Check(IPhysicalImage image, ImageExpectation? expectation = null)
    {
        _walk.Run(image, expectation, null);
        return FaultCount == 0;
    }

    /// <summary>What the last image says about a clause.</summary>
    /// <param name="clause">The clause.</param>
    public ImageVerdict Verdict(ClauseId clause) =>
        new(clause, _walk.Walk.Ledger.Exercised(clause), _walk.Walk.Ledger.Broken(clause));
}
