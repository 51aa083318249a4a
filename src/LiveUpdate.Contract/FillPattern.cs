namespace LiveUpdate.Contract;

/// <summary>What a program writes when it says <c>fill=F</c>: a byte that depends on the offset in the file.</summary>
/// <remarks>
/// The byte at offset <c>o</c> is <c>F + (o &gt;&gt; 12) + (o &gt;&gt; 20)</c> modulo 256: constant inside a 4 KiB unit, different
/// from one unit to the next, so that pages which change places or files are noticed.
/// </remarks>
public static class FillPattern
{
    /// <summary>The unit in which the pattern is constant, in bytes.</summary>
    public const int Unit = 4096;

    /// <summary>The byte at one offset.</summary>
    /// <param name="fill">The fill value of the operation.</param>
    /// <param name="offset">The offset from the start of the file.</param>
    public static byte At(byte fill, ulong offset) => (byte)(fill + (offset >> 12) + (offset >> 20));

    /// <summary>Writes the pattern into a buffer.</summary>
    /// <param name="target">The buffer.</param>
    /// <param name="fill">The fill value of the operation.</param>
    /// <param name="offset">The offset from the start of the file of the buffer's first byte.</param>
    public static void Write(Span<byte> target, byte fill, ulong offset)
    {
        while (!target.IsEmpty)
        {
            int inUnit = (int)Math.Min((ulong)target.Length, Unit - offset % Unit);
            target[..inUnit].Fill(At(fill, offset));
            target = target[inUnit..];
            offset += (ulong)inUnit;
        }
    }
}
