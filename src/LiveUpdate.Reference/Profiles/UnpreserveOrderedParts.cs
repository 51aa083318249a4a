namespace LiveUpdate.Reference;

/// <summary>Linux with UNPRESERVE_FD, which keeps the order of the files by itself (D3.8).</summary>
public class UnpreserveOrderedParts : Parts
{
    /// <inheritdoc/>
    protected internal override AlternativeCalls? CreateAlternative(Kernel kernel) => CreateUnpreservation(kernel);

    /// <summary>What unpreserves single files.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual OrderedUnpreservation CreateUnpreservation(Kernel kernel) => new(kernel);
}
