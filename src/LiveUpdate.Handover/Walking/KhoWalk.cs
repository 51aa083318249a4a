using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Walks an image from the KHO device tree on.</summary>
internal sealed class KhoWalk
{
    private readonly LuoWalk _luo = new();

    public ImageWalk Walk { get; } = new();

    /// <summary>Walks an image; never throws for what the image holds.</summary>
    public void Run(IPhysicalImage image, ImageExpectation? expectation, HandoverImageBuilder? builder)
    {
        if (Walk.Begin(image, expectation, builder))
        {
            if (expectation?.HandsOver is { } handsOver)
            {
                Walk.Ledger.Require(
                    handsOver == (image.FdtAddress != 0),
                    ImageRules.Tree,
                    image.FdtAddress,
                    handsOver ? "there is no KHO tree" : "there is a KHO tree where none was to be handed over"
                );
            }

            if (image.FdtAddress != 0)
            {
                Tree(image.FdtAddress);
            }
        }
        else
        {
            Walk.Ledger.Break(
                ImageRules.Tree,
                0,
                "pages of {0} bytes are not known",
                (ulong)Math.Max(image.PageSize, 0)
            );
        }

        Walk.End();
    }

    private void Tree(ulong address)
    {
        RuleLedger ledger = Walk.Ledger;
        ledger.Exercise(ImageRules.Tree);
        // The tree's page is looked at before the tracker is known, so it is claimed later.
        if (!Walk.TryLook(address, ImageRules.Tree, "the KHO tree", out ReadOnlySpan<byte> page))
        {
            return;
        }

        if (
            !FlattenedDeviceTree.TryRead(
                page[..Walk.Geometry.PageSize],
                out FlattenedDeviceTree tree,
                out DeviceTreeFault fault
            )
        )
        {
            ledger.Break(ImageRules.Tree, address + (ulong)fault.Offset, Describe(fault.Error));
            return;
        }

        Walk.Builder?.SetTree(tree);
        ledger.Require(
            tree.IsCompatible(tree.Root, FormatNames.Kho),
            ImageRules.Tree,
            address,
            "the KHO tree is not compatible with kho-v4"
        );
        bool hasMap = tree.TryGetNumber(tree.Root, FormatNames.PreservedMemoryMap, out ulong map) && map != 0;
        if (ledger.Require(hasMap, ImageRules.Tree, address, "preserved-memory-map is not an address of 8 bytes"))
        {
            TrackerWalk.Run(Walk, map);
            _ = Walk.Claim(address, 0, "the page of the KHO tree");
        }

        ScratchWalk.Run(Walk);
        Subtrees(tree, address);
        CheckLeaks();
    }

    private void Subtrees(FlattenedDeviceTree tree, ulong address)
    {
        bool hasLuo = false;
        for (int node = tree.FirstSubnode(tree.Root); node >= 0; node = tree.NextSubnode(node))
        {
            bool isWhole = tree.TryGetNumber(node, FormatNames.PreservedData, out ulong data);
            isWhole &= tree.TryGetNumber(node, FormatNames.BlobSize, out ulong length);
            ReadOnlySpan<byte> name = tree.NodeName(node);
            Walk.Builder?.AddSubtree(name, data, length);
            if (
                !Walk.Ledger.Require(
                    isWhole,
                    ImageRules.Subtree,
                    address,
                    "a subtree lacks preserved-data or blob-size of 8 bytes each"
                )
            )
            {
                continue;
            }

            if (name.SequenceEqual(FormatNames.LuoSubtree))
            {
                hasLuo = true;
                _luo.Run(Walk, data, length);
            }
            else if (name.SequenceEqual(FormatNames.MetadataSubtree))
            {
                Metadata(data, length);
            }
            else if (Walk.HasTracker && Walk.Tracker.Find(data) is >= 0 and int index)
            {
                // Whatever else it describes is its own affair, but its page is not a leaked one.
                _ = Walk.Tracker.Claim(index);
            }
        }

        if (Walk.Expectation?.HasLuo is { } expected)
        {
            Walk.Ledger.Require(
                expected == hasLuo,
                ImageRules.LuoRecord,
                address,
                expected ? "LUO has no subtree" : "LUO has a subtree although it is off"
            );
        }
    }

    private void Metadata(ulong address, ulong length)
    {
        RuleLedger ledger = Walk.Ledger;
        ledger.Require(
            length == KexecMetadata.Size,
            ImageRules.Metadata,
            address,
            "the kexec metadata have {0} bytes and not {1}",
            length,
            KexecMetadata.Size
        );
        if (!Walk.TryOpen(address, ImageRules.Metadata, "the page of the kexec metadata", out ReadOnlySpan<byte> page))
        {
            return;
        }

        KexecMetadata metadata = KexecMetadata.Read(page);
        Walk.Builder?.SetMetadata(metadata);
        ledger.Require(
            metadata.Version == KexecMetadata.CurrentVersion,
            ImageRules.Metadata,
            address,
            "the kexec metadata have version {0}",
            metadata.Version
        );
        ledger.Require(
            metadata.Release.Length < KexecMetadata.ReleaseSize,
            ImageRules.Metadata,
            address + KexecMetadata.ReleaseOffset,
            "the release in the kexec metadata is not terminated"
        );
        ulong count = Walk.Expectation?.KexecCount ?? Math.Max(metadata.Count, 1);
        ledger.Require(
            metadata.Count == count,
            ImageRules.Metadata,
            address + KexecMetadata.CountOffset,
            "the kexec metadata count {0} kexecs and not {1}",
            metadata.Count,
            count
        );
        if (Walk.Expectation?.Release is { } release)
        {
            ledger.Require(
                metadata.Release.SequenceEqual(release.Span),
                ImageRules.Metadata,
                address + KexecMetadata.ReleaseOffset,
                "the kexec metadata give another release than the kernel's own"
            );
        }
    }

    /// <summary>Everything preserved belongs to something, where the caller knows how much else there is (KHO-PRES-12).</summary>
    private void CheckLeaks()
    {
        if (Walk.Expectation?.OtherEntries is not { } others || !Walk.HasTracker)
        {
            return;
        }

        int unclaimed = Walk.Tracker.Count - Walk.Tracker.Claimed;
        int first = unclaimed > 0 ? Walk.Tracker.FirstUnclaimed() : -1;
        Walk.Ledger.Require(
            unclaimed == others,
            ImageRules.Preserved,
            first < 0 ? 0 : Walk.Tracker.Address(first),
            "{0} entries of the tracker belong to nothing in the image, where {1} were expected",
            (ulong)unclaimed,
            (ulong)others
        );
    }

    private static string Describe(DeviceTreeError error) =>
        error switch
        {
            DeviceTreeError.BadMagic => "the KHO tree does not start as a device tree does",
            DeviceTreeError.BadVersion => "the KHO tree has a version that is not known",
            DeviceTreeError.BadLayout => "a block of the KHO tree lies outside of it",
            DeviceTreeError.TooDeep => "the KHO tree is nested too deep",
            DeviceTreeError.Truncated => "the KHO tree is longer than its page",
            _ => "the structure of the KHO tree is malformed",
        };
}
