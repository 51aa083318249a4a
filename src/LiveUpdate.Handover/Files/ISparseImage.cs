using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A physical image that knows which pages it has.</summary>
public interface ISparseImage : IPhysicalImage
{
    /// <summary>The physical addresses of its whole pages, ascending.</summary>
    IEnumerable<ulong> PageAddresses { get; }
}
