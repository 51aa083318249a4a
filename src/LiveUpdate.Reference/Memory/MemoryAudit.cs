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
    private readonly Dictionary<int, (PageOwner Owner, int References)> _claims = [];
    private readonly HashSet<int> _incoming = [];
    private readonly HashSet<(int Page, int Order)> _preserved = [];
    private readonly HashSet<MemoryFile> _files = [];
    private readonly List<string> _findings = [];

    internal MemoryAudit(Kernel kernel) => _kernel = kernel;

    /// <summary>Claims one reference to a folio in use.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="owner">What it is for.</param>
    public void Claim(int page, PageOwner owner)
    {
        _claims.TryGetValue(page, out (PageOwner Owner, int References) claim);
        if (claim.References > 0 && claim.Owner != owner)
        {
            Find(page, $"claimed both for {claim.Owner} and for {owner}");
        }

        _claims[page] = (owner, claim.References + 1);
    }

    /// <summary>Claims one reference to a folio in use, and that the tracker records it.</summary>
    /// <param name="page">Its first page.</param>
    /// <param name="owner">What it is for.</param>
    public void ClaimPreserved(int page, PageOwner owner)
    {
        Claim(page, owner);
        if (!_preserved.Add((page, _kernel.Allocator.OrderOf(page))))
        {
            Find(page, $"preserved by two owners, one of them {owner}");
        }
    }

    /// <summary>Claims a folio that was handed over and is not restored yet.</summary>
    /// <param name="page">Its first page.</param>
    public void ClaimIncoming(int page)
    {
        if (!_incoming.Add(page))
        {
            Find(page, "handed over to two users");
        }
    }

    /// <summary>Claims everything that was handed over and is not restored yet.</summary>
    public void ClaimAllIncoming()
    {
        foreach (int page in _kernel.Pages.Seen)
        {
            if (_kernel.Pages[page].State == PageState.Incoming)
            {
                _incoming.Add(page);
            }
        }
    }

    /// <summary>Claims a file's pages, the first time that it is met.</summary>
    /// <param name="file">The file, or <see langword="null"/>.</param>
    public void Visit(MemoryFile? file)
    {
        if (file is not null && _files.Add(file))
        {
            file.Account(this);
        }
    }

    /// <summary>Compares, when everybody has said what is theirs.</summary>
    internal IReadOnlyList<string> Finish()
    {
        _findings.AddRange(_kernel.Allocator.Faults);
        foreach ((int page, (PageOwner owner, int references)) in _claims)
        {
            ref PageInfo info = ref _kernel.Pages[page];
            if (info.State != PageState.Head)
            {
                Find(page, $"used for {owner}, but it is {info.State}");
            }
            else if (info.Owner != owner)
            {
                Find(page, $"used for {owner}, but it belongs to {info.Owner}");
            }
            else if (info.References != references)
            {
                Find(page, $"{info.References} references to a page of {owner}, of which {references} are held");
            }
        }

        foreach (int page in _kernel.Pages.Seen)
        {
            ref PageInfo info = ref _kernel.Pages[page];
            if (info.State == PageState.Head && !_claims.ContainsKey(page))
            {
                Find(page, $"leaked by {info.Owner}");
            }
            else if (info.State == PageState.Incoming && !_incoming.Contains(page))
            {
                Find(page, "handed over, and nobody is left to restore it");
            }
        }

        CompareTracker();
        return _findings;
    }

    private void CompareTracker()
    {
        if (_kernel.Outgoing is null)
        {
            return;
        }

        var blocks = new List<(int Page, int Order)>();
        PhysicalMemory memory = _kernel.Memory;
        if (!new IncomingTracker(memory, blocks).Walk(memory.AddressOf(_kernel.Outgoing.Tracker.RootPage)))
        {
            Find(_kernel.Outgoing.Tracker.RootPage, "the tracker cannot be read");
        }

        foreach ((int page, int order) in blocks)
        {
            if (!_preserved.Remove((page, order)))
            {
                Find(page, $"recorded in the tracker with order {order}, and nobody preserves it");
            }
        }

        foreach ((int page, int order) in _preserved)
        {
            Find(page, $"preserved with order {order}, and not recorded in the tracker");
        }
    }

    private void Find(int page, string what) => _findings.Add($"page 0x{_kernel.Memory.AddressOf(page):x}: {what}");
}
