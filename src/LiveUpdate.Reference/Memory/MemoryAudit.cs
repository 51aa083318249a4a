namespace LiveUpdate.Reference;

/// <summary>Compares what is in use with what anybody says is theirs.</summary>
/// <remarks>
/// Everything alive claims its pages, with the references it holds, and says which of them have to be recorded in the
/// tracker. What is in use without a claim leaked; what is claimed without being in use was freed too early. It costs
/// nothing until it is asked for.
/// </remarks>
public sealed class MemoryAudit
{
    private readonly Kernel _kernel;
    private readonly PageTable _pages;
    private readonly List<int> _claimed = new(32);
    private readonly List<int> _preserved = new(16);
    private readonly List<int> _incoming = [];
    private readonly List<string> _findings = [];
    private HashSet<int>? _open;

    internal MemoryAudit(Kernel kernel)
    {
        _kernel = kernel;
        _pages = kernel.Pages;
    }

    /// <summary>Claims one reference to a folio in use.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="owner">What it is for.</param>
    public void Claim(int page, PageOwner owner)
    {
        ref PageInfo info = ref _pages[page];
        if (info.Claims == 0)
        {
            _claimed.Add(page);
        }
        else if (info.ClaimedFor != owner)
        {
            Find(page, $"claimed both for {info.ClaimedFor} and for {owner}");
        }

        info.Claims++;
        info.ClaimedFor = owner;
    }

    /// <summary>Claims one reference to a folio in use, and that the tracker records it.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="owner">What it is for.</param>
    public void ClaimPreserved(int page, PageOwner owner)
    {
        Claim(page, owner);
        ref PageInfo info = ref _pages[page];
        if (info.ClaimedPreserved != 0)
        {
            Find(page, $"preserved by two owners, one of them {owner}");
            return;
        }

        info.ClaimedPreserved = (short)(info.Order + 1);
        _preserved.Add(page);
    }

    /// <summary>Claims a folio that was handed over and is not restored yet.</summary>
    /// <param name="page">Its first page.</param>
    public void ClaimIncoming(int page)
    {
        ref PageInfo info = ref _pages[page];
        if (info.ClaimedIncoming)
        {
            Find(page, "handed over to two users");
            return;
        }

        info.ClaimedIncoming = true;
        _incoming.Add(page);
    }

    /// <summary>Says that the tracker may hold any blocks of a folio in use: whoever owns it judges that for itself.</summary>
    /// <param name="page">A page of it.</param>
    public void LeaveOpen(int page) => (_open ??= []).Add(page);

    /// <summary>Claims a folio that was handed over, if it still is one that nobody restored or claimed.</summary>
    /// <param name="page">Its first page.</param>
    public void ClaimIfIncoming(int page)
    {
        ref PageInfo info = ref _pages[page];
        if (info.State == PageState.Incoming && !info.ClaimedIncoming)
        {
            ClaimIncoming(page);
        }
    }

    /// <summary>Claims everything that was handed over and is not restored yet.</summary>
    public void ClaimAllIncoming()
    {
        foreach (int page in _pages.Marked)
        {
            ref PageInfo info = ref _pages[page];
            if (info.State == PageState.Incoming && !info.ClaimedIncoming)
            {
                info.ClaimedIncoming = true;
                _incoming.Add(page);
            }
        }
    }

    /// <summary>Claims a file's pages, the first time that it is met.</summary>
    /// <param name="file">The file, or <see langword="null"/>.</param>
    public void Visit(MemoryFile? file)
    {
        if (file is not null && file.LastAudit != this)
        {
            file.LastAudit = this;
            file.Account(this);
        }
    }

    /// <summary>Compares, when everybody has said what is theirs.</summary>
    internal IReadOnlyList<string> Finish()
    {
        _findings.AddRange(_kernel.Allocator.Faults);
        foreach (int page in _claimed)
        {
            ref PageInfo info = ref _pages[page];
            if (info.State != PageState.Head)
            {
                Find(page, $"used for {info.ClaimedFor}, but it is {info.State}");
            }
            else if (info.Owner != info.ClaimedFor)
            {
                Find(page, $"used for {info.ClaimedFor}, but it belongs to {info.Owner}");
            }
            else if (info.References != info.Claims)
            {
                Find(page, $"{info.References} references to a page of {info.Owner}, of which {info.Claims} are held");
            }
        }

        foreach (int page in _pages.Marked)
        {
            ref PageInfo info = ref _pages[page];
            if (info.State == PageState.Head && info.Claims == 0)
            {
                Find(page, $"leaked by {info.Owner}");
            }
            else if (info.State == PageState.Incoming && !info.ClaimedIncoming)
            {
                Find(page, "handed over, and nobody is left to restore it");
            }
        }

        CompareTracker();
        Forget();
        return _findings;
    }

    private void CompareTracker()
    {
        if (_kernel.Outgoing is null)
        {
            return;
        }

        List<(int Page, int Order)> blocks = _pages.BlockScratchpad;
        blocks.Clear();
        PhysicalMemory memory = _kernel.Memory;
        if (!new IncomingTracker(memory, blocks).Walk(memory.AddressOf(_kernel.Outgoing.Tracker.RootPage)))
        {
            Find(_kernel.Outgoing.Tracker.RootPage, "the tracker cannot be read");
        }

        foreach ((int page, int order) in blocks)
        {
            ref PageInfo info = ref _pages[page];
            if (info.ClaimedPreserved != order + 1)
            {
                if (_open is not null && _open.Contains(page))
                {
                    continue;
                }

                Find(page, $"recorded in the tracker with order {order}, and nobody preserves it");
                continue;
            }

            info.ClaimedPreserved = 0;
        }

        foreach (int page in _preserved)
        {
            int order = _pages[page].ClaimedPreserved - 1;
            if (order >= 0)
            {
                Find(page, $"preserved with order {order}, and not recorded in the tracker");
            }
        }
    }

    /// <summary>Takes the claims out of the page table again.</summary>
    private void Forget()
    {
        foreach (int page in _claimed)
        {
            ref PageInfo info = ref _pages[page];
            info.Claims = 0;
            info.ClaimedFor = PageOwner.Nobody;
            info.ClaimedPreserved = 0;
        }

        foreach (int page in _incoming)
        {
            _pages[page].ClaimedIncoming = false;
        }
    }

    private void Find(int page, string what) => _findings.Add($"page 0x{_kernel.Memory.AddressOf(page):x}: {what}");
}
