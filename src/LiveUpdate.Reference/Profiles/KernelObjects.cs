using System.Numerics;
using System.Text;
using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>Users in the kernel that hand objects over by KHO alone, in one or several versions (D1.5, D2.3).</summary>
/// <remarks>Each version of an object is a page of its own, named by a subtree of its own.</remarks>
public class KernelObjects : AlternativeCalls
{
    private const int Versions = 4;

    private static ReadOnlySpan<byte> Prefix => "object-"u8;

    private readonly Dictionary<string, int[]> _outgoing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _incoming = new(StringComparer.Ordinal);

    /// <summary>The objects of a kernel; those that were handed over are found by their subtrees.</summary>
    /// <param name="kernel">The kernel.</param>
    public KernelObjects(Kernel kernel)
        : base(kernel)
    {
        if (
            kernel.Incoming is not { } incoming
            || !KhoIncoming.TryReadTree(kernel.Memory, incoming.TreeAddress, out FlattenedDeviceTree tree)
        )
        {
            return;
        }

        for (int node = tree.FirstSubnode(tree.Root); node >= 0; node = tree.NextSubnode(node))
        {
            ReadOnlySpan<byte> name = tree.NodeName(node);
            if (name.StartsWith(Prefix))
            {
                Find(incoming, name);
            }
        }
    }

    /// <summary>Whether an object can be handed over in several versions.</summary>
    protected virtual bool HasVersions => true;

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb is Verb.PutObject or Verb.TakeObject;

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session) =>
        operation is PutObject put ? Answer(Put(put)) : Take((TakeObject)operation);

    /// <inheritdoc/>
    public override void Account(MemoryAudit audit)
    {
        foreach (int page in _outgoing.Values.SelectMany(static pages => pages))
        {
            audit.ClaimPreserved(page, PageOwner.KernelObject);
        }

        foreach (int page in _incoming.Values.SelectMany(static pages => pages).Where(static page => page != 0))
        {
            audit.ClaimIncoming(page);
        }
    }

    /// <summary>The answer to an operation without fields.</summary>
    /// <param name="error">How it ended.</param>
    protected static Outcome Answer(Errno error) => error == Errno.None ? Outcome.Ok : Outcome.Refused(error);

    /// <summary>Whether nothing can be handed over now that was not handed over before.</summary>
    protected internal virtual Errno CheckOpen() => Errno.None;

    /// <summary>Which of the versions that are present and known is taken: the newest (KHO-VERS-01).</summary>
    /// <param name="known">A bit for each; not 0.</param>
    protected internal virtual int Choose(uint known) => BitOperations.Log2(known);

    /// <summary>Whether taking an object takes it away (KHO-VERS-03).</summary>
    /// <param name="failed">Whether no version was known.</param>
    protected internal virtual bool Consumes(bool failed) => !failed;

    private Errno Put(PutObject put)
    {
        if (put.Name.Length == 0 || put.Versions == 0 || (!HasVersions && put.Versions != 1))
        {
            return Refusal(Errno.EINVAL, "language: object.put");
        }

        if (Kernel.Outgoing is null)
        {
            return Refusal(Errno.EOPNOTSUPP, "language: object.put");
        }

        Errno error = CheckOpen();
        if (error != Errno.None)
        {
            return error;
        }

        string name = Key(put.Name);
        if (_outgoing.ContainsKey(name))
        {
            return Refusal(Errno.EEXIST, "language: object.put");
        }

        if (_outgoing.Count == PutObject.MaxObjects)
        {
            return Refusal(Errno.ENOSPC, "language: object.put");
        }

        var pages = new List<int>();
        for (int version = 0; version < Versions; version++)
        {
            if ((put.Versions & (1UL << version)) != 0)
            {
                error = Write(put, version, pages);
                if (error != Errno.None)
                {
                    Undo(pages);
                    return error;
                }
            }
        }

        _outgoing.Add(name, [.. pages]);
        return Errno.None;
    }

    private Errno Write(PutObject put, int version, List<int> pages)
    {
        KhoOutgoing kho = Kernel.Outgoing!;
        Errno error = kho.AllocatePreserved(PutObject.RecordSize, PageOwner.KernelObject, out int page);
        if (error != Errno.None)
        {
            return error;
        }

        pages.Add(page);
        Kernel.Memory.Edit(page, 0, PutObject.RecordSize).Fill((byte)(put.Fill + version));
        return kho.AddSubtree(Encoding.ASCII.GetBytes($"object-{Key(put.Name)}.{version}"), page, PutObject.RecordSize);
    }

    private void Undo(List<int> pages)
    {
        foreach (int page in pages)
        {
            Kernel.Outgoing!.RemoveSubtree(page);
            Kernel.Outgoing.FreePreserved(page);
        }
    }

    private Outcome Take(TakeObject take)
    {
        if (Kernel.Outgoing is null)
        {
            return Outcome.Refused(Refusal(Errno.EOPNOTSUPP, "language: object.take"));
        }

        string name = Key(take.Name);
        int[] pages = _incoming.GetValueOrDefault(name, []);
        uint present = 0;
        for (int version = 0; version < pages.Length; version++)
        {
            present |= pages[version] != 0 ? 1u << version : 0;
        }

        if (present == 0)
        {
            return Outcome.Refused(Refusal(Errno.ENOENT, "KHO-VERS-03"));
        }

        uint known = present & (uint)take.Knows;
        Outcome answer =
            known == 0
                ? Outcome.Refused(Refusal(Errno.EOPNOTSUPP, "KHO-VERS-02"))
                : Record(Choose(known), pages[Choose(known)]);
        if (Consumes(failed: known == 0))
        {
            _incoming.Remove(name);
            foreach (int page in pages.Where(static page => page != 0))
            {
                _ = Kernel.Incoming!.RestoreAndFree(Kernel.Memory.AddressOf(page));
            }
        }

        return answer;
    }

    private Outcome Record(int version, int page)
    {
        var data = new ContentRuns();
        data.Add(Kernel.Memory.Page(page)[..PutObject.RecordSize]);
        return Outcome.Success([
            new FieldValue(Field.Version, (ulong)version),
            new FieldValue(Field.Data, data.ToValue()),
        ]);
    }

    private static string Key(ByteString name) => Convert.ToHexStringLower(name.Span);

    private void Find(KhoIncoming incoming, ReadOnlySpan<byte> subtree)
    {
        int version = subtree[^1] - '0';
        string key = Encoding.ASCII.GetString(subtree[Prefix.Length..^2]);
        if (
            version is >= 0 and < Versions
            && incoming.RetrieveSubtree(subtree, out ulong address, out ulong size) == Errno.None
            && size == PutObject.RecordSize
            && incoming.CanRestore(address, out int page)
        )
        {
            if (!_incoming.TryGetValue(key, out int[]? pages))
            {
                pages = new int[Versions];
                _incoming.Add(key, pages);
            }

            pages[version] = page;
        }
    }
}
