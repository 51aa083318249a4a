using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Collects what a walk through an image finds.</summary>
internal sealed class HandoverImageBuilder(IPhysicalImage image)
{
    private readonly List<HandoverProperty> _properties = [];
    private readonly List<HandoverSubtree> _subtrees = [];
    private readonly List<HandoverTrackerNode> _nodes = [];
    private readonly List<ScratchRegion> _scratch = [];
    private readonly List<HandoverSession> _sessions = [];
    private readonly List<HandoverFlb> _flbs = [];
    private List<HandoverFile> _files = [];
    private List<HandoverFolio> _folios = [];
    private HandoverMetadata? _metadata;
    private HandoverLuo? _luo;
    private FlbHeader? _flbHeader;
    private (ulong Address, MemfdRecord Record)? _memfd;
    private HandoverFile? _file;
    private HandoverSession? _session;

    public void SetTree(in FlattenedDeviceTree tree) => AddNode(tree, tree.Root, "/");

    public void AddSubtree(ReadOnlySpan<byte> name, ulong data, ulong length) =>
        _subtrees.Add(new HandoverSubtree(new ByteString(name), data, length));

    public void AddTrackerNode(int level, ulong address) => _nodes.Add(new HandoverTrackerNode(level, address));

    public void AddScratch(ScratchRegion region) => _scratch.Add(region);

    public void SetMetadata(in KexecMetadata metadata) =>
        _metadata = new HandoverMetadata(metadata.Version, new ByteString(metadata.Release), metadata.Count);

    public void SetLuo(ulong address, in LuoHeader header) =>
        _luo = new HandoverLuo(
            address,
            new ByteString(header.Compatible),
            header.Number,
            header.SessionsAddress,
            header.FlbsAddress
        );

    public void BeginSession(in SessionRecord session, ulong address)
    {
        _files = [];
        _session = new HandoverSession(
            address,
            new ByteString(session.Name),
            session.FilesAddress,
            session.FileCount,
            _files
        );
    }

    public void EndSession() => _sessions.Add(_session!);

    public void BeginFile(in FileRecord file, ulong address)
    {
        _memfd = null;
        _folios = [];
        _file = new HandoverFile(address, new ByteString(file.Compatible), file.Data, file.Token, null);
    }

    public void SetMemfd(ulong address, MemfdRecord record) => _memfd = (address, record);

    public void AddFolio(HandoverFolio folio) => _folios.Add(folio);

    public void EndFile()
    {
        HandoverMemfd? memfd = _memfd is var (address, record)
            ? new HandoverMemfd(address, record, _folios, image.PageSize)
            : null;
        _files.Add(_file! with { Memfd = memfd });
    }

    public void SetFlbHeader(FlbHeader header) => _flbHeader = header;

    public void AddFlb(in FlbRecord flb) => _flbs.Add(new HandoverFlb(new ByteString(flb.Name), flb.Data, flb.Count));

    public HandoverImage Build(ImageWalk walk)
    {
        TrackerIndex tracker = walk.Tracker;
        var preserved = new HandoverBlock[tracker.Count];
        for (int i = 0; i < preserved.Length; i++)
        {
            preserved[i] = new HandoverBlock(tracker.Address(i), tracker.Order(i));
        }

        return new HandoverImage(image)
        {
            Properties = _properties,
            Subtrees = _subtrees,
            TrackerNodes = _nodes,
            Preserved = preserved,
            UnclaimedEntries = tracker.Count - tracker.Claimed,
            Scratch = _scratch,
            Metadata = _metadata,
            Luo = _luo,
            Sessions = _sessions,
            FlbHeader = _flbHeader,
            Flbs = _flbs,
            Faults = walk.Ledger.TakeFaults(),
            FaultCount = walk.Ledger.FaultCount,
            Verdicts =
            [
                .. ImageRules.Clauses.Select(clause => new ImageVerdict(
                    clause,
                    walk.Ledger.Exercised(clause),
                    walk.Ledger.Broken(clause)
                )),
            ],
        };
    }

    private void AddNode(in FlattenedDeviceTree tree, int node, string path)
    {
        for (int property = tree.FirstProperty(node); property >= 0; property = tree.NextProperty(property))
        {
            string name = Encoding.Latin1.GetString(tree.PropertyName(property));
            _properties.Add(new HandoverProperty(path, name, new ByteString(tree.PropertyValue(property))));
        }

        for (int child = tree.FirstSubnode(node); child >= 0; child = tree.NextSubnode(child))
        {
            string name = Encoding.Latin1.GetString(tree.NodeName(child));
            AddNode(tree, child, path.Length == 1 ? path + name : $"{path}/{name}");
        }
    }
}
