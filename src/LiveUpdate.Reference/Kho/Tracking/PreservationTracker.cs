using System.Buffers.Binary;
using System.Numerics;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>The tree of preserved blocks that a kernel builds for the next one, living in that memory (kho 4).</summary>
/// <remarks>
/// The set has no reference counts, no owners and no types: a pair of address and order is in it or not (KHO-PRES-03).
/// Node pages are made on first need and are never freed; they are not themselves in the tree (KHO-RADIX-08). Overrides
/// may record or forget differently; whatever they do has to leave a tree that can be walked.
/// </remarks>
public class PreservationTracker
{
    private readonly PhysicalMemory _memory;
    private readonly PageAllocator _allocator;
    private readonly PageGeometry _geometry;
    private readonly List<int> _nodes = new(8);

    /// <summary>The leaf of the last key, so that neighbours need no descent; nodes are never freed, so it stays right.</summary>
    private ulong _leafKeys = ulong.MaxValue;
    private int _leafPage;

    /// <summary>An empty tree with a fresh root.</summary>
    /// <param name="memory">The memory it lives in.</param>
    /// <param name="allocator">Where its nodes come from.</param>
    public PreservationTracker(PhysicalMemory memory, PageAllocator allocator)
    {
        _memory = memory;
        _allocator = allocator;
        _geometry = memory.Geometry;
        RootPage = NewNode();
    }

    /// <summary>The root, 0 when there was no memory for it.</summary>
    public int RootPage { get; }

    /// <summary>The pages of the tree's nodes.</summary>
    public IReadOnlyList<int> Nodes => _nodes;

    /// <summary>The levels of the tree, the leaf being level 0 (KHO-RADIX-02).</summary>
    protected internal virtual int Levels => _geometry.Levels;

    /// <summary>Records a block; one that is recorded already changes nothing (KHO-PRES-03).</summary>
    /// <param name="page">The block's first page.</param>
    /// <param name="order">Its order.</param>
    /// <returns><see cref="Errno.None"/>, or ENOMEM with the tree as it was (KHO-RADIX-07).</returns>
    protected internal virtual Errno Add(int page, int order) =>
        AddKey(TrackerKey.Encode(_geometry, _memory.AddressOf(page), order));

    /// <summary>Forgets a block; exactly this pair of address and order, and nothing if it is not recorded (KHO-PRES-05, KHO-PRES-06).</summary>
    /// <param name="page">The block's first page.</param>
    /// <param name="order">Its order.</param>
    protected internal virtual void Remove(int page, int order) =>
        DeleteKey(TrackerKey.Encode(_geometry, _memory.AddressOf(page), order));

    /// <summary>Sets a key.</summary>
    /// <param name="key">Any key.</param>
    /// <returns><see cref="Errno.None"/>, ERANGE for a key that is too wide (KHO-RADIX-06), or ENOMEM.</returns>
    public virtual Errno AddKey(TrackerKey key)
    {
        if (!Fits(key))
        {
            return Errno.ERANGE;
        }

        int leaf = FindLeaf(key, out int level, out int missing);
        if (leaf == 0)
        {
            leaf = Grow(key, level, missing);
            if (leaf == 0)
            {
                return Errno.ENOMEM;
            }
        }

        Remember(key, leaf);
        int bit = key.IndexAt(_geometry, 0);
        _memory.Edit(leaf, bit >> 3, 1)[0] |= (byte)(1 << (bit & 7));
        return Errno.None;
    }

    /// <summary>Clears a key; nothing happens when it is not set or too wide.</summary>
    /// <param name="key">Any key.</param>
    public virtual void DeleteKey(TrackerKey key)
    {
        if (!Fits(key))
        {
            return;
        }

        int leaf = FindLeaf(key, out _, out _);
        if (leaf != 0)
        {
            int bit = key.IndexAt(_geometry, 0);
            _memory.Edit(leaf, bit >> 3, 1)[0] &= (byte)~(1 << (bit & 7));
        }
    }

    /// <summary>Whether a key is one of this tree (KHO-RADIX-06).</summary>
    /// <param name="key">Any key.</param>
    protected internal virtual bool Fits(TrackerKey key) => key.Fits(_geometry);

    /// <summary>
    /// Visits every node, parents before their children, and every key behind its leaf, all in ascending order (KHO-RADIX-04,
    /// KHO-RADIX-05).
    /// </summary>
    /// <param name="visitor">Who is called back; what it returns other than <see cref="Errno.None"/> stops the walk.</param>
    /// <returns>What stopped the walk, or <see cref="Errno.None"/>.</returns>
    protected internal virtual Errno Walk(ITrackerVisitor visitor) => WalkNode(visitor, RootPage, Levels - 1, 0);

    /// <summary>Visits a node and what is below it.</summary>
    /// <param name="visitor">Who is called back.</param>
    /// <param name="page">The node's page.</param>
    /// <param name="level">Its level.</param>
    /// <param name="prefix">The part of its keys that is known by the way to it.</param>
    /// <returns>What stopped the walk, or <see cref="Errno.None"/>.</returns>
    protected internal virtual Errno WalkNode(ITrackerVisitor visitor, int page, int level, ulong prefix)
    {
        Errno result = visitor.Node(_memory.AddressOf(page));
        return result != Errno.None ? result
            : level == 0 ? WalkLeaf(visitor, page, prefix)
            : WalkTable(visitor, page, level, prefix);
    }

    /// <summary>Frees all nodes of a tree that nobody hands over.</summary>
    public void Destroy()
    {
        foreach (int node in _nodes)
        {
            _allocator.Put(node);
        }

        _nodes.Clear();
    }

    /// <summary>Whether a block is recorded.</summary>
    /// <param name="page">The block's first page.</param>
    /// <param name="order">Its order.</param>
    public bool Contains(int page, int order)
    {
        TrackerKey key = TrackerKey.Encode(_geometry, _memory.AddressOf(page), order);
        int leaf = FindLeaf(key, out _, out _);
        return leaf != 0 && TrackerNode.Bit(_memory.Page(leaf), key.IndexAt(_geometry, 0));
    }

    private Errno WalkTable(ITrackerVisitor visitor, int page, int level, ulong prefix)
    {
        for (int i = 0; i < _geometry.TableEntries; i++)
        {
            // Most of a table is empty; the next byte that is not zero tells where the next entry is.
            int skip = _memory.Page(page)[(i * TrackerNode.EntrySize)..].IndexOfAnyExcept((byte)0);
            if (skip < 0)
            {
                break;
            }

            i += skip / TrackerNode.EntrySize;
            Errno result = WalkNode(
                visitor,
                (int)(_memory.Read64(page, i * TrackerNode.EntrySize) >> _geometry.PageShift),
                level - 1,
                prefix + TrackerKey.PartOf(_geometry, level, i)
            );
            if (result != Errno.None)
            {
                return result;
            }
        }

        return Errno.None;
    }

    private Errno WalkLeaf(ITrackerVisitor visitor, int page, ulong prefix)
    {
        for (int i = 0; i < _geometry.PageSize; i++)
        {
            int skip = _memory.Page(page)[i..].IndexOfAnyExcept((byte)0);
            if (skip < 0)
            {
                break;
            }

            i += skip;
            for (uint bits = _memory.Page(page)[i]; bits != 0; bits &= bits - 1)
            {
                int bit = i * 8 + BitOperations.TrailingZeroCount(bits);
                Errno result = visitor.Key(new TrackerKey(prefix + TrackerKey.PartOf(_geometry, 0, bit)));
                if (result != Errno.None)
                {
                    return result;
                }
            }
        }

        return Errno.None;
    }

    private void Remember(TrackerKey key, int leaf)
    {
        _leafKeys = key.Value >> _geometry.BitmapIndexBits;
        _leafPage = leaf;
    }

    /// <summary>Descends to the leaf of a key; on a missing table returns 0 and where the path ends.</summary>
    private int FindLeaf(TrackerKey key, out int level, out int table)
    {
        level = Levels - 1;
        table = RootPage;
        if (key.Value >> _geometry.BitmapIndexBits == _leafKeys)
        {
            return _leafPage;
        }

        while (level > 0)
        {
            ulong child = _memory.Read64(table, key.IndexAt(_geometry, level) * TrackerNode.EntrySize);
            if (child == 0)
            {
                return 0;
            }

            table = (int)(child >> _geometry.PageShift);
            level--;
        }

        return table;
    }

    /// <summary>Makes the missing nodes of a path. They are linked in last, so that a failure leaves the tree as it was.</summary>
    private int Grow(TrackerKey key, int level, int table)
    {
        int made = _nodes.Count;
        int first = NewNode();
        int node = first;
        for (int below = level - 1; node != 0 && below > 0; below--)
        {
            int child = NewNode();
            if (child != 0)
            {
                LinkNode(node, key.IndexAt(_geometry, below), child);
            }

            node = child;
        }

        if (node == 0)
        {
            TakeBack(made);
            if (LinksUnfinished && first != 0)
            {
                LinkNode(table, key.IndexAt(_geometry, level), first);
            }

            return 0;
        }

        LinkNode(table, key.IndexAt(_geometry, level), first);
        return node;
    }

    /// <summary>Whether a branch that could not be finished is linked in all the same; it never is (KHO-RADIX-07).</summary>
    protected internal virtual bool LinksUnfinished => false;

    /// <summary>Frees the nodes of a branch that could not be finished (KHO-RADIX-07).</summary>
    /// <param name="made">How many nodes there were before it.</param>
    private void TakeBack(int made)
    {
        for (int i = _nodes.Count - 1; i >= made; i--)
        {
            _allocator.Put(_nodes[i]);
        }

        _nodes.RemoveRange(made, _nodes.Count - made);
    }

    private void LinkNode(int table, int index, int child) =>
        BinaryPrimitives.WriteUInt64LittleEndian(
            _memory.Edit(table, index * TrackerNode.EntrySize, TrackerNode.EntrySize),
            _memory.AddressOf(child)
        );

    private int NewNode()
    {
        int page = _allocator.Allocate(0, PageOwner.Tracker);
        if (page != 0)
        {
            _nodes.Add(page);
        }

        return page;
    }
}
