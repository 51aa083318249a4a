using System.Collections.Immutable;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance;

/// <summary>All plantings. They hold for every implementation whose images can be changed at the jump.</summary>
public static class PlantingCatalogue
{
    private const string Kexec = "kexec";

    /// <summary>An entry of a folio array with the usual flags and a frame that no machine has.</summary>
    private const ulong NowhereWithFlags = 0x0030_000f_ffff_ffff;

    private const string TwoSessions = """
        d = open
        s = create_session d name=a
        m = memfd size=5000 fill=0x7
        preserve_fd s m token=0x1
        n = memfd size=3 fill=0x9
        preserve_fd s n token=0x2
        t = create_session d name=b
        o = memfd size=1 fill=0x5
        preserve_fd t o token=0x1
        """;

    /// <summary>The session b comes back, whatever became of a.</summary>
    private static readonly string[] OthersAreLeftAlone =
    [
        "n = retrieve_fd s token=0x2 -> ok",
        "read n at=0 len=9 -> ok len=3 data=09*3",
        "close s -> ok",
        "t = retrieve_session d name=b -> ok",
        "o = retrieve_fd t token=0x1 -> ok",
        "read o at=0 len=9 -> ok len=1 data=05*1",
    ];

    /// <summary>Nothing came in, and the kernel works as one that was booted cold.</summary>
    private static readonly string[] BootedCold =
    [
        "d = open -> ok",
        "s = retrieve_session d name=a -> err ENOENT",
        "s = create_session d name=a -> ok",
        "m = memfd size=3 fill=0x3 -> ok",
        "preserve_fd s m token=0x9 -> ok",
        "kexec -> ok",
        "d = open -> ok",
        "s = retrieve_session d name=a -> ok",
        "m = retrieve_fd s token=0x9 -> ok",
        "read m at=0 len=9 -> ok len=3 data=03*3",
    ];

    /// <summary>The device fails for the rest of the uptime and not beyond.</summary>
    private static readonly string[] DeviceFailsForEver =
    [
        "d = open -> err EIO",
        "d = open by=1 -> err EIO",
        "kexec -> ok",
        "d = open -> ok",
        "s = create_session d name=a -> ok",
    ];

    /// <summary>All plantings, in the order of a report.</summary>
    public static ImmutableArray<Planting> All { get; } =
    [
        Panic("luo-other-format", "LUO's record is of a format that nobody knows", Kexec, OtherFormat),
        Panic("luo-other-format-switched-off", "the same, with live update off", "kexec liveupdate=off", OtherFormat),
        Boot(
            "luo-other-format-without-kho",
            "the same, with KHO off",
            "LUO-BOOT-01",
            OtherFormat,
            Steps("LUO-BOOT-01", "d = open -> err ENOENT"),
            jump: "kexec kho=off"
        ),
        Panic(
            "luo-record-short",
            "LUO's record has 31 bytes",
            Kexec,
            static image => image.Write(image.PropertyAt("LUO"u8, "blob-size"u8), 31UL)
        ),
        Panic(
            "luo-property-cut",
            "the size of LUO's record is a property of another length",
            Kexec,
            static image =>
            {
                // The second half of the value becomes a tag that says nothing.
                ulong value = image.PropertyAt("LUO"u8, "blob-size"u8);
                image.Write(value - 8, [0, 0, 0, 4]);
                image.Write(value + 4, [0, 0, 0, 4]);
            }
        ),
        Panic("session-block-empty", "a block of sessions counts none", Kexec, SessionsCounted(0)),
        Panic(
            "session-block-overfull",
            "a block of sessions counts one more than it can hold",
            Kexec,
            SessionsCounted(52)
        ),
        Panic(
            "session-blocks-circle",
            "the block of sessions is followed by itself",
            Kexec,
            static image => image.Write(image.SessionBlock + BlockHeader.NextOffset, image.SessionBlock)
        ),
        Cold(
            "kho-no-tree",
            "the KHO tree is no device tree",
            static image => image.Write(image.Tree, [0xd0, 0x0d, 0xfe, 0xee])
        ),
        Cold(
            "kho-other-format",
            "the KHO tree is of a format that nobody knows",
            static image => image.Write(image.PropertyAt([], "compatible"u8), "kho-v9"u8)
        ),
        Cold(
            "kho-no-map",
            "the KHO tree says that there is no map of what is preserved",
            static image => image.Write(image.PropertyAt([], "preserved-memory-map"u8), 0UL)
        ),
        Boot(
            "file-block-empty",
            "a block of files counts none",
            "KHO-BLK-02",
            FilesCounted(0),
            OpenFailsForEver("KHO-BLK-02")
        ),
        Boot(
            "file-block-overfull",
            "a block of files counts one more than it can hold",
            "KHO-BLK-02",
            FilesCounted(64),
            OpenFails("KHO-BLK-02")
        ),
        Boot(
            "file-blocks-circle",
            "the block of files is followed by itself",
            "KHO-BLK-02",
            static image => image.Write(image.Session("a").FilesAddress, image.Session("a").FilesAddress),
            OpenFails("KHO-BLK-02")
        ),
        Boot(
            "file-count-other",
            "a session counts one file more than its blocks hold",
            "LUO-DEV-04",
            static image => image.Write(image.Session("a").Address + SessionRecord.FileCountOffset, 3UL),
            OpenFailsForEver("LUO-DEV-04")
        ),
        Boot(
            "session-name-twice",
            "two sessions have one name",
            "LUO-DEV-04",
            static image => image.Write(image.Session("b").Address, "a"u8),
            OpenFailsForEver("LUO-DEV-04")
        ),
        Boot(
            "handler-unknown",
            "a file is of a handler that nobody has",
            "LUO-FILE-16",
            static image => image.Write(image.File("b", 1).Address, "memfd-v9"u8),
            OpenFailsForEver("LUO-FILE-16")
        ),
        Boot(
            "handler-longer",
            "a file is of a handler whose name begins like one that is there",
            "LUO-FILE-16",
            static image => image.Write(image.File("b", 1).Address, "memfd-v2."u8),
            OpenFails("LUO-FILE-16")
        ),
        Boot(
            "memfd-unknown-seal",
            "a memfd has a seal that nobody knows",
            "MEMFD-15",
            static image => image.Write(image.Memfd("a", 1).Address + MemfdRecord.SealsOffset, 0x40u),
            OneFileFails("MEMFD-15", "EOPNOTSUPP")
        ),
        Boot(
            "memfd-folio-not-preserved",
            "the last folio of a memfd is nothing that was preserved",
            "MEMFD-14",
            static image =>
            {
                HandoverMemfd memfd = image.Memfd("a", 1);
                image.Write(image.FolioEntryAt(memfd, memfd.Folios.Count - 1), NowhereWithFlags);
            },
            OneFileFails("MEMFD-14", "EIO")
        ),
        Boot(
            "array-page-more",
            "the array of a memfd's folios counts a page more than it has",
            "KHO-VM-05",
            ArrayPages(2),
            OneFileFails("KHO-VM-05", "EINVAL")
        ),
        Boot(
            "array-page-less",
            "the array of a memfd's folios counts a page less than it has",
            "KHO-VM-05",
            ArrayPages(0),
            OneFileFails("KHO-VM-05", "EINVAL")
        ),
        Boot(
            "session-block-not-full",
            "the first of two blocks of sessions counts one less",
            "ABI-06",
            SessionsCounted(50),
            Steps(
                "ABI-06",
                "d = open -> ok",
                "a = retrieve_session d name=s49 -> ok",
                "b = retrieve_session d name=s50 -> err ENOENT",
                "b = retrieve_session d name=s51 -> ok",
                "c = retrieve_session d name=s52 -> ok"
            ),
            before: string.Join(
                '\n',
                Enumerable.Range(0, 53).Select(static i => $"s{i} = create_session d name=s{i}").Prepend("d = open")
            )
        ),
    ];

    private static Action<ImageSurgeon> SessionsCounted(ulong count) =>
        image => image.Write(image.SessionBlock + BlockHeader.CountOffset, count);

    private static Action<ImageSurgeon> FilesCounted(ulong count) =>
        image => image.Write(image.Session("a").FilesAddress + BlockHeader.CountOffset, count);

    private static Action<ImageSurgeon> ArrayPages(uint count) =>
        image =>
            image.Write(
                image.Memfd("a", 1).Address + MemfdRecord.FoliosOffset + VmallocDescriptor.TotalPagesOffset,
                count
            );

    private static void OtherFormat(ImageSurgeon image) => image.Write(image.Luo, "luo-v9"u8);

    /// <summary>One file cannot be retrieved, for good; all others can.</summary>
    private static ImmutableArray<(ClauseId Clause, string Line)> OneFileFails(string clause, string error) =>
        [
            .. Steps(
                clause,
                "d = open -> ok",
                "s = retrieve_session d name=a -> ok",
                $"m = retrieve_fd s token=0x1 -> err {error}"
            ),
            .. Steps("LUO-FILE-09", $"m = retrieve_fd s token=0x1 -> err {error}"),
            .. Steps(clause, OthersAreLeftAlone),
        ];

    /// <summary>The first open breaks off.</summary>
    private static ImmutableArray<(ClauseId Clause, string Line)> OpenFails(string clause) =>
        Steps(clause, "d = open -> err EIO");

    private static ImmutableArray<(ClauseId Clause, string Line)> OpenFailsForEver(string clause) =>
        [.. OpenFails(clause), .. Steps("LUO-DEV-04", DeviceFailsForEver)];

    private static ImmutableArray<(ClauseId Clause, string Line)> Steps(string clause, params string[] lines) =>
        [.. lines.Select(line => (ClauseId.Of(clause), line))];

    private static Planting Panic(string id, string what, string jump, Action<ImageSurgeon> plant) =>
        new(id, what, TwoSessions, jump, plant, ClauseId.Of("LUO-BOOT-01"), Panics: true, []);

    /// <summary>The next kernel boots as if nothing had been handed over.</summary>
    private static Planting Cold(string id, string what, Action<ImageSurgeon> plant) =>
        Boot(id, what, "KHO-FDT-06", plant, Steps("KHO-FDT-06", BootedCold));

    private static Planting Boot(
        string id,
        string what,
        string clause,
        Action<ImageSurgeon> plant,
        ImmutableArray<(ClauseId Clause, string Line)> after,
        string jump = Kexec,
        string before = TwoSessions
    ) => new(id, what, before, jump, plant, ClauseId.Of(clause), Panics: false, after);
}
