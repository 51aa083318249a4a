using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>What somebody who watched the kernel knows of its image; what is <see langword="null"/> is not compared.</summary>
public sealed record ImageExpectation
{
    /// <summary>The sessions open at the jump, in the order of their creation (LUO-SESS-04, ABI-03).</summary>
    public IReadOnlyList<ExpectedSession>? Sessions { get; init; }

    /// <summary>The FLBs in use, in the order of their registration (LUO-FLB-03).</summary>
    public IReadOnlyList<ExpectedFlb>? Flbs { get; init; }

    /// <summary>Whether there is a KHO tree at all (KHO-FDT-01).</summary>
    public bool? HandsOver { get; init; }

    /// <summary>Whether LUO has its subtree (ABI-01).</summary>
    public bool? HasLuo { get; init; }

    /// <summary>Which live update of the chain it is (LUO-BOOT-02).</summary>
    public ulong? LuoNumber { get; init; }

    /// <summary>Which kexec with KHO since the cold boot it is (KHO-META-01).</summary>
    public uint? KexecCount { get; init; }

    /// <summary>The release of the kernel that wrote it (KHO-META-01).</summary>
    public ByteString? Release { get; init; }

    /// <summary>The scratch areas that the kernel before had, which a chain of kernels keeps (KHO-SCR-01).</summary>
    public IReadOnlyList<ScratchRegion>? Scratch { get; init; }

    /// <summary>The sizes that were asked for, in bytes: below the low limit, anywhere, on each node (KHO-SCR-02).</summary>
    public IReadOnlyList<ulong>? ScratchSizes { get; init; }

    /// <summary>
    /// How many tracker entries belong to nothing that the image describes, such as pages preserved by other parts of
    /// the kernel: 0 finds every leaked page (KHO-PRES-12).
    /// </summary>
    public int? OtherEntries { get; init; }

    /// <summary>Whether the image is one of before a reboot, or of after a failed one: no sessions yet (LUO-REBOOT-04).</summary>
    public bool IsBeforeReboot { get; init; }

    /// <summary>
    /// Whether some user of KHO has recorded the same page twice, under several orders or in a larger block, which KHO allows
    /// (KHO-PRES-05) and LUO never does (ABI-05, rule 6).
    /// </summary>
    public bool MayShareMemory { get; init; }
}
