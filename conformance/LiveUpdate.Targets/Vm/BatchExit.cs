using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>How a program goes from one kernel into the next.</summary>
/// <param name="IsCold">Whether the machine is reset, so that nothing is handed over.</param>
/// <param name="Parameters">The next kernel's parameters.</param>
internal sealed record BatchExit(bool IsCold, BootParameters Parameters)
{
    /// <summary>
    /// One letter for all that a program can notice of this exit: whether something is handed over, and whether the next
    /// kernel has the device. Programs with the same letters can go the same way, in whatever words they ask for it.
    /// </summary>
    public char Letter =>
        (IsCold, HasDevice) switch
        {
            (false, true) => Warm,
            (false, false) => 'x',
            (true, true) => Cold,
            (true, false) => 'y',
        };

    /// <summary>A kexec into a kernel with the device.</summary>
    public const char Warm = 'w';

    /// <summary>A cold boot of a kernel with the device.</summary>
    public const char Cold = 'c';

    private bool HasDevice => IsOn(Parameters.Kho, whenUnread: true) && IsOn(Parameters.LiveUpdate, whenUnread: false);

    /// <summary>The kernel's reading of a truth value (KHO-CMD-01).</summary>
    private static bool IsOn(ByteString? text, bool whenUnread)
    {
        if (text is null)
        {
            return true;
        }

        char first = At(text, 0);
        char second = At(text, 1);
        return first switch
        {
            'y' or 't' or '1' or 'e' => true,
            'n' or 'f' or '0' or 'd' => false,
            'o' when second == 'n' => true,
            'o' when second == 'f' => false,
            _ => whenUnread,
        };
    }

    private static char At(ByteString text, int index) =>
        index < text.Length ? char.ToLowerInvariant((char)text.Span[index]) : '\0';
}
