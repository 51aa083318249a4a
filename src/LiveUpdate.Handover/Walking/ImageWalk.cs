using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>What the parts of one walk through an image share: the image, the tracker's entries, the findings.</summary>
/// <remarks>
/// Every page that holds a structure may be opened once and in one role. That alone bounds the walk by the size of the
/// image, whatever its bytes say, and finds cycles and shared pages. All memory is kept for the next image.
/// </remarks>
internal sealed class ImageWalk
{
    private readonly NumberSet _opened = new();

    public RuleLedger Ledger { get; } = new();

    public TrackerIndex Tracker { get; } = new();

    /// <summary>The nodes of the tracker, in the order of the walk.</summary>
    public List<ulong> TrackerNodes { get; } = [];

    /// <summary>The scratch areas, in the order of their array.</summary>
    public List<ScratchRegion> Scratch { get; } = [];

    public IPhysicalImage Image { get; private set; } = null!;

    public PageGeometry Geometry { get; private set; }

    public ImageExpectation? Expectation { get; private set; }

    /// <summary>Where the parsed tree goes; <see langword="null"/> when only rules are checked.</summary>
    public HandoverImageBuilder? Builder { get; private set; }

    /// <summary>Whether the tracker could be read, so that claims mean something.</summary>
    public bool HasTracker { get; set; }

    /// <summary>How many pages were opened.</summary>
    public int OpenedPages => _opened.Count;

    public bool Begin(IPhysicalImage image, ImageExpectation? expectation, HandoverImageBuilder? builder)
    {
        _ = ImageRules.Clauses;
        Ledger.Clear();
        Tracker.Clear();
        TrackerNodes.Clear();
        Scratch.Clear();
        _opened.Clear();
        Image = image;
        Expectation = expectation;
        Builder = builder;
        HasTracker = false;
        bool isKnown = PageGeometry.TryOf(image.PageSize, out PageGeometry geometry);
        Geometry = geometry;
        return isKnown;
    }

    public void End()
    {
        // An image holds only during the call that hands it out.
        Image = null!;
        Expectation = null;
        Builder = null;
    }

    /// <summary>The addresses of the pages that were opened.</summary>
    public IEnumerable<ulong> OpenedAddresses() => _opened.Numbers();

    /// <summary>Opens a page that holds a structure and claims its tracker entry of order 0.</summary>
    /// <param name="address">The page's physical address.</param>
    /// <param name="clause">The clause that is broken when the page cannot be read.</param>
    /// <param name="role">What the page is, for the message.</param>
    /// <param name="page">The page.</param>
    /// <returns>Whether it can be read.</returns>
    public bool TryOpen(ulong address, ClauseId clause, string role, out ReadOnlySpan<byte> page)
    {
        if (!TryLook(address, clause, role, out page))
        {
            return false;
        }

        Claim(address, 0, role);
        return true;
    }

    /// <summary>Opens a page that holds a structure but need not be preserved.</summary>
    /// <inheritdoc cref="TryOpen"/>
    public bool TryLook(ulong address, ClauseId clause, string role, out ReadOnlySpan<byte> page)
    {
        page = default;
        if (!Geometry.IsPageAligned(address))
        {
            Ledger.Break(clause, address, " does not start at a page", subject: role);
        }
        else if (!_opened.Add(address))
        {
            Ledger.Break(
                clause,
                address,
                " lies on a page that is in use already: a cycle, or two owners",
                subject: role
            );
        }
        else if (!Image.TryGetPage(address, out page) || page.Length < Geometry.PageSize)
        {
            Ledger.Break(clause, address, " is not in the image", subject: role);
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary>Claims the tracker entry of a block (ABI-05, rules 1 and 6).</summary>
    /// <param name="address">The block's physical address.</param>
    /// <param name="order">The order it must have; -1 for any.</param>
    /// <param name="role">What the block is, for the message.</param>
    /// <returns>The order it has; -1 when it is not in the tracker.</returns>
    public int Claim(ulong address, int order, string role)
    {
        if (!HasTracker)
        {
            return -1;
        }

        Ledger.Exercise(ImageRules.Consistency);
        int index = order < 0 ? Tracker.Find(address) : Tracker.Find(address, order);
        if (index < 0)
        {
            int other = Tracker.Find(address);
            Ledger.Break(
                ImageRules.Consistency,
                address,
                other < 0 ? " is not preserved (rule 1)" : " is preserved at order {0} and not {1} (rule 1)",
                other < 0 ? 0 : (ulong)Tracker.Order(other),
                (ulong)Math.Max(order, 0),
                subject: role
            );
            return other < 0 ? -1 : Tracker.Order(other);
        }

        if (!Tracker.Claim(index))
        {
            Ledger.Break(
                ImageRules.Consistency,
                address,
                " is preserved for something else as well (rule 6)",
                subject: role
            );
        }

        return Tracker.Order(index);
    }
}
