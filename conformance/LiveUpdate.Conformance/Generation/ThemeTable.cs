using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>How often each theme is drawn, and which themes reach which clauses.</summary>
internal static class ThemeTable
{
    private static readonly (CaseTheme Theme, int Weight, string[] Clauses)[] Rows =
    [
        (CaseTheme.Lifecycle, 56, ["LUO-SESS-04", "LUO-FILE-06", "LUO-FILE-05", "KHO-PRES-12", "MEMFD-02"]),
        (CaseTheme.Memfd, 36, ["MEMFD-02", "LUO-FILE-03"]),
        (CaseTheme.Chain, 24, ["LUO-SESS-06", "MEMFD-17", "LUO-FILE-13", "KHO-REST-05", "LUO-SESS-12"]),
        (CaseTheme.Framing, 18, ["LUO-IOC-01", "LUO-SESS-08", "LUO-FILE-11"]),
        (CaseTheme.DescriptorPressure, 10, ["LUO-IOC-05", "LUO-SESS-13"]),
        (CaseTheme.Device, 8, ["LUO-DEV-02"]),
        (CaseTheme.Boot, 14, ["LUO-REBOOT-01", "LUO-DEV-01", "KHO-CMD-01", "KHO-CRASH-01", "KHO-PRES-12"]),
        (CaseTheme.AgentDeath, 8, ["LUO-SESS-10", "LUO-SESS-12", "LUO-DEV-03"]),
        (CaseTheme.StaleHandles, 6, ["LUO-FILE-01"]),
        (CaseTheme.Names, 10, ["LUO-SESS-01", "LUO-SESS-07"]),
        (CaseTheme.Tokens, 8, ["LUO-FILE-02", "LUO-FILE-07", "LUO-FILE-04"]),
        (CaseTheme.Faults, 12, ["LUO-DEV-04", "LUO-FILE-04", "LUO-FILE-09", "MEMFD-08", "MEMFD-14", "KHO-RADIX-07"]),
        (CaseTheme.BigFiles, 4, ["MEMFD-07"]),
        (CaseTheme.SessionBurst, 4, ["LUO-SESS-09"]),
        (CaseTheme.FileBurst, 4, ["LUO-FILE-15"]),
        (
            CaseTheme.Handlers,
            24,
            [
                "LUO-FILE-09",
                "LUO-FILE-12",
                "LUO-FILE-14",
                "LUO-FILE-16",
                "LUO-FILE-17",
                "LUO-FILE-29",
                "LUO-FILE-30",
                "LUO-FILE-31",
                "LUO-FILE-32",
                "LUO-REBOOT-02",
                "LUO-REBOOT-03",
                "LUO-REBOOT-04",
                "LUO-REBOOT-07",
                "LUO-FLB-01",
                "LUO-FLB-02",
                "LUO-FLB-03",
                "LUO-FLB-04",
                "LUO-FLB-05",
                "LUO-FLB-06",
                "LUO-FLB-07",
            ]
        ),
        (CaseTheme.KernelMemory, 20, KernelClauses),
    ];

    private static string[] KernelClauses =>
        [
            .. "PRES-01 PRES-02 PRES-03 PRES-04 PRES-05 PRES-06 PRES-08 PRES-09 PRES-10 REST-01 REST-02 REST-03 REST-04 REST-06"
                .Split(' ')
                .Concat(
                    "RADIX-04 RADIX-05 RADIX-06 FDT-03 FDT-04 FDT-05 VM-01 VM-03 VM-04 VM-05 BLK-02 BLK-03 BLK-04".Split(
                        ' '
                    )
                )
                .Select(static id => $"KHO-{id}"),
        ];

    /// <summary>The themes, each as often as it weighs; those that reach the chosen clauses weigh more.</summary>
    /// <param name="clauses">The chosen clauses.</param>
    /// <param name="maxOperations">The most operations of a program; bursts need many.</param>
    /// <param name="features">What the target can do.</param>
    public static CaseTheme[] For(ClauseFilter clauses, int maxOperations, Features features)
    {
        var themes = new List<CaseTheme>();
        foreach ((CaseTheme theme, int weight, string[] reached) in Rows)
        {
            bool isBurst = theme is CaseTheme.SessionBurst or CaseTheme.FileBurst;
            bool isLacking =
                (theme == CaseTheme.Handlers && !features.HasFlag(Features.Handlers))
                || (theme == CaseTheme.KernelMemory && !features.HasFlag(Features.KernelMemory));
            if (isLacking || (isBurst && maxOperations < Bursts.Room))
            {
                continue;
            }

            bool isWanted = !clauses.IsAll && Array.Exists(reached, clauses.Includes);
            themes.AddRange(Enumerable.Repeat(theme, isWanted ? weight + 100 : weight));
        }

        return [.. themes];
    }
}
