using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The outgoing side of a KHO with a finalize step: what is finalized does not change any more (D1.3).</summary>
public class FinalizableKho : KhoOutgoing
{
    private readonly Kernel _kernel;

    /// <summary>Makes the tracker and the tree.</summary>
    /// <param name="kernel">The kernel that builds it.</param>
    public FinalizableKho(Kernel kernel)
        : base(kernel) => _kernel = kernel;

    /// <inheritdoc/>
    protected internal override Errno CheckRemoval() => CheckOpen(SetChange.Removal);

    /// <inheritdoc/>
    public override Errno PreserveFolio(int page) =>
        CheckOpen(SetChange.Folio) is var error && error != Errno.None ? error : base.PreserveFolio(page);

    /// <inheritdoc/>
    public override Errno PreservePages(int page, int count) =>
        CheckOpen(SetChange.Pages) is var error && error != Errno.None && count > 0
            ? error
            : base.PreservePages(page, count);

    /// <inheritdoc/>
    public override Errno AddSubtree(ReadOnlySpan<byte> name, int page, ulong size) =>
        CheckOpen(SetChange.Subtree) is var error && error != Errno.None ? error : base.AddSubtree(name, page, size);

    /// <summary>Whether the set can be changed now (KHO-FINAL-01, KHO-FINAL-04); while the kernel boots it can.</summary>
    /// <param name="change">In which way.</param>
    protected internal virtual Errno CheckOpen(SetChange change) =>
        _kernel.Alternative is FinalizeStep step ? step.CheckOpen(change) : Errno.None;
}
