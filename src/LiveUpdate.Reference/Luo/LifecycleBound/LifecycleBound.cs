using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>Global state that lives as long as the files that depend on it, an FLB (luo-model 6).</summary>
/// <remarks>Handlers that depend on it are named when it is registered; LUO calls it under its locks, one call at a time.</remarks>
public abstract class LifecycleBound
{
    /// <summary>The string that stands in the image and finds the FLB again; at most 47 bytes.</summary>
    public abstract ByteString Compatible { get; }

    /// <summary>The side for the next kernel.</summary>
    public OutgoingBound Outgoing { get; } = new();

    /// <summary>The side from the kernel before.</summary>
    public IncomingBound Incoming { get; } = new();

    /// <summary>With how many handlers it is registered.</summary>
    public int Users { get; internal set; }

    /// <summary>Whether it has all callbacks (LUO-FLB-07).</summary>
    protected internal virtual bool IsComplete => true;

    /// <summary>The first file that depends on it is about to be preserved.</summary>
    /// <param name="data">What the next kernel gets.</param>
    /// <param name="made">The object that getters get, or <see langword="null"/> for none.</param>
    protected internal abstract Errno Preserve(out ulong data, out object? made);

    /// <summary>Nothing depends on it any more.</summary>
    /// <param name="data">The data.</param>
    /// <param name="made">The object.</param>
    protected internal abstract void Unpreserve(ulong data, object? made);

    /// <summary>Makes the object again; it is called once, and an error is final (LUO-FLB-04).</summary>
    /// <param name="data">The data from the image; hostile.</param>
    /// <param name="made">The object, or <see langword="null"/> for none.</param>
    protected internal abstract Errno Retrieve(ulong data, out object? made);

    /// <summary>Everything that depended on it is finished, and every reference given back.</summary>
    /// <param name="made">The object.</param>
    protected internal abstract void Finish(object? made);
}
