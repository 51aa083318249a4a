namespace LiveUpdate.Handover.Tests;

internal static class SpanExtensions
{
    /// <summary>Replaces the first occurrence of some bytes by as many others.</summary>
    public static void Replace(this Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> value)
    {
        int at = bytes.IndexOf(old);
        Assert.True(at >= 0);
        value.CopyTo(bytes[at..]);
    }
}
