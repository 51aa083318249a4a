using System.Runtime.InteropServices;

namespace LiveUpdate.Reference;

/// <summary>The <see cref="PageInfo"/> of every page, sparse; each kernel starts with an empty one.</summary>
public sealed class PageTable
{
    private const int SectionShift = 9;
    private const int SectionPages = 1 << SectionShift;

    private readonly PageInfo[]?[] _sections;
    private readonly List<int> _touched = new(256);

    /// <summary>An empty table.</summary>
    /// <param name="pages">How many pages there are.</param>
    public PageTable(int pages) => _sections = new PageInfo[]?[(pages + SectionPages - 1) >> SectionShift];

    /// <summary>The pages that were ever looked at, in no order.</summary>
    public IReadOnlyList<int> Seen => _touched;

    /// <summary>The same pages, for looking at them all quickly; none may be marked meanwhile.</summary>
    internal ReadOnlySpan<int> Marked => CollectionsMarshal.AsSpan(_touched);

    /// <summary>A list to use and leave, inside one call; kept here so that each kernel need not grow its own.</summary>
    internal List<int> Scratchpad { get; } = [];

    /// <summary>The same for blocks.</summary>
    internal List<(int Page, int Order)> BlockScratchpad { get; } = [];

    /// <summary>What is known of a page.</summary>
    /// <param name="page">The page frame number.</param>
    public ref PageInfo this[int page]
    {
        get
        {
            PageInfo[] section = _sections[page >> SectionShift] ?? AddSection(page);
            return ref section[page & (SectionPages - 1)];
        }
    }

    /// <summary>Gives a page a state, and remembers that it was looked at.</summary>
    /// <param name="page">The page frame number.</param>
    /// <param name="state">The state; not <see cref="PageState.Unseen"/>.</param>
    public ref PageInfo Mark(int page, PageState state)
    {
        ref PageInfo info = ref this[page];
        if (info.State == PageState.Unseen)
        {
            _touched.Add(page);
        }

        info.State = state;
        return ref info;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        foreach (int page in Marked)
        {
            this[page] = default;
        }

        _touched.Clear();
    }

    /// <summary>Apart, so that looking at a page is short enough to become part of its callers.</summary>
    private PageInfo[] AddSection(int page) => _sections[page >> SectionShift] = new PageInfo[SectionPages];
}
