namespace LiveUpdate.Conformance;

/// <summary>Numbers worth trying: the limits of tokens, pages and windows, and one to each side.</summary>
internal static class MagicNumbers
{
    /// <summary>The size of a page, in bytes.</summary>
    public const ulong Page = 4096;

    /// <summary>The window in which a write to a frozen file is checked at once, in bytes (memfd 3).</summary>
    public const ulong Window = 2 << 20;

    /// <summary>Tokens (LUO-FILE-02): small ones, and those that lose something when cut to 32 or 63 bits.</summary>
    public static readonly ulong[] Tokens =
    [
        1,
        0,
        2,
        3,
        ulong.MaxValue,
        1UL << 32,
        (1UL << 32) + 1,
        uint.MaxValue,
        1UL << 63,
        (1UL << 63) + 1,
        (1UL << 63) - 1,
        1UL << 31,
        (1UL << 31) - 1,
        ulong.MaxValue - 1,
        (1UL << 32) + 2,
        1UL << 16,
        255,
        0x0102030405060708,
        0xFFFFFFFF00000000,
        62,
        63,
    ];

    /// <summary>File sizes of up to two pages and a bit, in bytes.</summary>
    public static readonly ulong[] SmallSizes =
    [
        Page,
        0,
        1,
        5,
        Page - 1,
        Page + 1,
        2 * Page,
        2 * Page - 1,
        2 * Page + 1,
        3 * Page,
        100,
    ];

    /// <summary>Middle file sizes, in bytes.</summary>
    public static readonly ulong[] MiddleSizes =
    [
        4 * Page,
        16 * Page,
        5 * Page + 17,
        16 * Page - 1,
        16 * Page + 1,
        31 * Page,
    ];

    /// <summary>File sizes about the window; their contents cost half a thousand pages.</summary>
    public static readonly ulong[] BigSizes =
    [
        Window,
        Window - 1,
        Window + 1,
        Window + Page,
        2 * Window,
        2 * Window + 1,
    ];

    /// <summary>Lengths of reads, writes and ranges, in bytes.</summary>
    public static readonly ulong[] Lengths =
    [
        1,
        0,
        16,
        100,
        Page,
        Page - 1,
        Page + 1,
        2 * Page,
        2 * Page + 1,
        3 * Page,
    ];

    /// <summary>Offsets and sizes that are no good for a file.</summary>
    public static readonly ulong[] Absurd =
    [
        1UL << 63,
        ulong.MaxValue,
        (1UL << 63) - 1,
        (1UL << 63) - Page,
        (1UL << 63) + 1,
        ulong.MaxValue - Page + 1,
    ];
}
