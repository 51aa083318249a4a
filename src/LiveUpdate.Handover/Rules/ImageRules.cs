using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>The clauses that a handover image is held against (luo-abi 8 and the ABI clauses of requirements).</summary>
public static class ImageRules
{
    internal static readonly ClauseId Tree = ClauseId.Of("KHO-FDT-01");
    internal static readonly ClauseId Subtree = ClauseId.Of("KHO-FDT-02");
    internal static readonly ClauseId Metadata = ClauseId.Of("KHO-META-01");
    internal static readonly ClauseId Scratch = ClauseId.Of("KHO-SCR-01");
    internal static readonly ClauseId ScratchSizes = ClauseId.Of("KHO-SCR-02");
    internal static readonly ClauseId TrackerKeys = ClauseId.Of("KHO-RADIX-01");
    internal static readonly ClauseId TrackerShape = ClauseId.Of("KHO-RADIX-02");
    internal static readonly ClauseId TrackerTree = ClauseId.Of("KHO-RADIX-03");
    internal static readonly ClauseId TrackerNodes = ClauseId.Of("KHO-RADIX-08");
    internal static readonly ClauseId Preserved = ClauseId.Of("KHO-PRES-12");
    internal static readonly ClauseId Vmalloc = ClauseId.Of("KHO-VM-02");
    internal static readonly ClauseId VmallocCount = ClauseId.Of("KHO-VM-01");
    internal static readonly ClauseId BlockCount = ClauseId.Of("KHO-BLK-01");
    internal static readonly ClauseId BlockChain = ClauseId.Of("KHO-BLK-02");
    internal static readonly ClauseId LuoRecord = ClauseId.Of("ABI-01");
    internal static readonly ClauseId Blocks = ClauseId.Of("ABI-02");
    internal static readonly ClauseId Order = ClauseId.Of("ABI-03");
    internal static readonly ClauseId EmptySession = ClauseId.Of("ABI-04");
    internal static readonly ClauseId Consistency = ClauseId.Of("ABI-05");
    internal static readonly ClauseId LuoNumber = ClauseId.Of("LUO-BOOT-02");
    internal static readonly ClauseId NotSerialized = ClauseId.Of("LUO-REBOOT-04");
    internal static readonly ClauseId Sessions = ClauseId.Of("LUO-SESS-04");
    internal static readonly ClauseId ManySessions = ClauseId.Of("LUO-SESS-09");
    internal static readonly ClauseId Files = ClauseId.Of("LUO-FILE-06");
    internal static readonly ClauseId ManyFiles = ClauseId.Of("LUO-FILE-15");
    internal static readonly ClauseId Flbs = ClauseId.Of("LUO-FLB-03");
    internal static readonly ClauseId MemfdSize = ClauseId.Of("MEMFD-03");
    internal static readonly ClauseId MemfdPosition = ClauseId.Of("MEMFD-04");
    internal static readonly ClauseId MemfdSeals = ClauseId.Of("MEMFD-10");
    internal static readonly ClauseId MemfdFolios = ClauseId.Of("MEMFD-12");
    internal static readonly ClauseId MemfdSealMask = ClauseId.Of("MEMFD-15");
    internal static readonly ClauseId MemfdTooLarge = ClauseId.Of("MEMFD-16");
    internal static readonly ClauseId MemfdEmpty = ClauseId.Of("MEMFD-18");

    /// <summary>All of these clauses, in the order of a report.</summary>
    public static IReadOnlyList<ClauseId> Clauses { get; } =
    [
        Tree,
        Subtree,
        Metadata,
        Scratch,
        ScratchSizes,
        TrackerKeys,
        TrackerShape,
        TrackerTree,
        TrackerNodes,
        Preserved,
        VmallocCount,
        Vmalloc,
        BlockCount,
        BlockChain,
        LuoRecord,
        Blocks,
        Order,
        EmptySession,
        Consistency,
        LuoNumber,
        NotSerialized,
        Sessions,
        ManySessions,
        Files,
        ManyFiles,
        Flbs,
        MemfdSize,
        MemfdPosition,
        MemfdSeals,
        MemfdFolios,
        MemfdSealMask,
        MemfdTooLarge,
        MemfdEmpty,
    ];

    /// <summary>Holds an image against all rules, once; for many images reuse an <see cref="ImageChecker"/>.</summary>
    /// <param name="image">The image.</param>
    /// <param name="expectation">What else is known of it.</param>
    /// <returns>The checker, which holds verdicts and faults.</returns>
    public static ImageChecker Check(IPhysicalImage image, ImageExpectation? expectation = null)
    {
        var checker = new ImageChecker();
        _ = checker.Check(image, expectation);
        return checker;
    }
}
