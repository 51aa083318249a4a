using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>All that a handover image says, as far as it could be read, and what is wrong with it.</summary>
/// <remarks>It holds copies: it stays after the image it was read from. Nothing an image holds makes reading throw.</remarks>
public sealed class HandoverImage
{
    internal HandoverImage(IPhysicalImage image)
    {
        PageSize = image.PageSize;
        FdtAddress = image.FdtAddress;
        ScratchAddress = image.ScratchAddress;
    }

    /// <summary>The page size in bytes.</summary>
    public int PageSize { get; }

    /// <summary>Physical address of the KHO tree, 0 for none.</summary>
    public ulong FdtAddress { get; }

    /// <summary>Physical address of the scratch array, 0 when not known.</summary>
    public ulong ScratchAddress { get; }

    /// <summary>All properties of the KHO tree, in its order.</summary>
    public IReadOnlyList<HandoverProperty> Properties { get; internal init; } = [];

    /// <summary>The subtrees, in the order of the KHO tree.</summary>
    public IReadOnlyList<HandoverSubtree> Subtrees { get; internal init; } = [];

    /// <summary>The nodes of the tracker, parents before their children.</summary>
    public IReadOnlyList<HandoverTrackerNode> TrackerNodes { get; internal init; } = [];

    /// <summary>The entries of the tracker by ascending address.</summary>
    public IReadOnlyList<HandoverBlock> Preserved { get; internal init; } = [];

    /// <summary>How many entries of the tracker belong to nothing that the image describes.</summary>
    public int UnclaimedEntries { get; internal init; }

    /// <summary>The scratch areas.</summary>
    public IReadOnlyList<ScratchRegion> Scratch { get; internal init; } = [];

    /// <summary>The kexec metadata, if there are any.</summary>
    public HandoverMetadata? Metadata { get; internal init; }

    /// <summary>The LUO record, if there is one.</summary>
    public HandoverLuo? Luo { get; internal init; }

    /// <summary>The sessions in the order of the image.</summary>
    public IReadOnlyList<HandoverSession> Sessions { get; internal init; } = [];

    /// <summary>The head of the FLB page, if there is one.</summary>
    public FlbHeader? FlbHeader { get; internal init; }

    /// <summary>The FLBs in the order of the image.</summary>
    public IReadOnlyList<HandoverFlb> Flbs { get; internal init; } = [];

    /// <summary>The first faults; see <see cref="ImageChecker.Faults"/>.</summary>
    public IReadOnlyList<ImageFault> Faults { get; internal init; } = [];

    /// <summary>How many faults there are.</summary>
    public long FaultCount { get; internal init; }

    /// <summary>What the image says about each clause.</summary>
    public IReadOnlyList<ImageVerdict> Verdicts { get; internal init; } = [];

    /// <summary>How many bytes are preserved.</summary>
    public UInt128 PreservedBytes
    {
        get
        {
            UInt128 sum = 0;
            foreach (HandoverBlock block in Preserved)
            {
                sum += (UInt128)PageSize << block.Order;
            }

            return sum;
        }
    }

    /// <summary>How many entries of each order the tracker has, by ascending order.</summary>
    public IReadOnlyList<(int Order, int Count)> CountsByOrder =>
        [.. Preserved.CountBy(block => block.Order).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Reads an image and holds it against all rules.</summary>
    /// <param name="image">The image; not kept.</param>
    /// <param name="expectation">What else is known of it.</param>
    public static HandoverImage Read(IPhysicalImage image, ImageExpectation? expectation = null)
    {
        var walk = new KhoWalk();
        var builder = new HandoverImageBuilder(image);
        walk.Run(image, expectation, builder);
        return builder.Build(walk.Walk);
    }
}
