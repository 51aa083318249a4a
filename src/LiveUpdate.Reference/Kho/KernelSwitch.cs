using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>How the kernel reads a truth value on its command line (<c>kstrtobool</c>, kho 1).</summary>
public static class KernelSwitch
{
    /// <summary>Reads a truth value; only the first one or two characters count (KHO-CMD-01).</summary>
    /// <param name="text">The text behind the equals sign.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(ByteString text, out bool value)
    {
        ReadOnlySpan<byte> bytes = text.Span;
        byte first = bytes.IsEmpty ? (byte)0 : bytes[0];
        if (first is (byte)'o' or (byte)'O')
        {
            byte second = bytes.Length < 2 ? (byte)0 : bytes[1];
            value = second is (byte)'n' or (byte)'N';
            return value || second is (byte)'f' or (byte)'F';
        }

        value = first is (byte)'y' or (byte)'Y' or (byte)'t' or (byte)'T' or (byte)'1' or (byte)'e' or (byte)'E';
        return value
            || first is (byte)'n' or (byte)'N' or (byte)'f' or (byte)'F' or (byte)'0' or (byte)'d' or (byte)'D';
    }
}
