namespace LiveUpdate.Conformance.Tests;

/// <summary>The requirements and the points of the design discussions, as the project was founded on them.</summary>
internal static class RequiredIds
{
    /// <summary>Areas and how many numbered requirements each was founded with.</summary>
    private static readonly (string Area, int Count)[] Requirements =
    [
        ("KHO-PRES", 12),
        ("KHO-REST", 6),
        ("KHO-RADIX", 8),
        ("KHO-FDT", 6),
        ("KHO-META", 1),
        ("KHO-VM", 5),
        ("KHO-BLK", 4),
        ("KHO-CMD", 1),
        ("KHO-SCR", 1),
        ("KHO-CRASH", 1),
        ("LUO-DEV", 4),
        ("LUO-IOC", 5),
        ("LUO-SESS", 13),
        ("LUO-FILE", 18),
        ("LUO-REBOOT", 7),
        ("LUO-BOOT", 2),
        ("LUO-FLB", 7),
        ("ABI", 6),
        ("MEMFD", 18),
    ];

    /// <summary>The discussions and how many points each made.</summary>
    private static readonly (int Discussion, int Count)[] Points = [(1, 6), (2, 8), (3, 9), (4, 5), (5, 4)];

    public static TheoryData<string> All =>
        [
            .. Requirements.SelectMany(static r => Enumerable.Range(1, r.Count).Select(n => $"{r.Area}-{n:00}")),
            .. Points.SelectMany(static p => Enumerable.Range(1, p.Count).Select(n => $"D{p.Discussion}.{n}")),
        ];
}
