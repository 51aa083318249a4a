using System.Globalization;

namespace LiveUpdate.Targets;

/// <summary>
/// Tells a kernel under emulation what its clock is. Left alone it tries to measure that against timers for a good part of its
/// boot, and fails, since an emulated timer is never on time; half of the time between two kernels went there.
/// </summary>
internal static class EmulatedClock
{
    private const long Ordinary = 2_000_000;

    /// <summary>
    /// Words for the command line. QEMU counts the emulated processor's cycles by the real one's; how true the number is only
    /// decides how long a second is for the guest.
    /// </summary>
    public static string Parameters { get; } =
        string.Create(CultureInfo.InvariantCulture, $"tsc_early_khz={Kilohertz()} tsc=reliable nolapic_timer");

    private static long Kilohertz()
    {
        const string key = "cpu MHz";
        try
        {
            string? line = File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(static l => l.StartsWith(key, StringComparison.Ordinal));
            return
                line is not null
                && double.TryParse(line[(line.IndexOf(':') + 1)..], CultureInfo.InvariantCulture, out double megahertz)
                ? (long)(megahertz * 1000)
                : Ordinary;
        }
        catch (IOException)
        {
            return Ordinary;
        }
    }
}
