using System.Globalization;

namespace LiveUpdate.Targets;

/// <summary>What the virtual machines have done so far.</summary>
public sealed record VmStatistics
{
    /// <summary>Cold boots.</summary>
    public long Boots { get; init; }

    /// <summary>Kexecs that really happened.</summary>
    public long Kexecs { get; init; }

    /// <summary>Kexecs as the programs count them: one for each program that went through it.</summary>
    public long Crossings { get; init; }

    /// <summary>Programs run to their end or a fault.</summary>
    public long Programs { get; init; }

    /// <summary>Operations answered.</summary>
    public long Operations { get; init; }

    /// <summary>Machines that several programs shared, each from its cold boot on.</summary>
    public long Shared { get; init; }

    /// <summary>Programs that shared one.</summary>
    public long Sharing { get; init; }

    /// <summary>The most programs that shared one.</summary>
    public int MostPrograms { get; init; }

    /// <summary>QEMU's processor time, by what it was spent on.</summary>
    public IReadOnlyDictionary<VmPhase, TimeSpan> Spent { get; init; } = new Dictionary<VmPhase, TimeSpan>();

    /// <summary>All of it in two lines.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            double average = Shared == 0 ? 0 : (double)Sharing / Shared;
            double seconds = Spent.Values.Sum(static t => t.TotalSeconds);
            string phases = string.Join(
                ", ",
                Spent.Select(static p =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{p.Key.ToString().ToLowerInvariant()} {p.Value.TotalSeconds:F1}"
                    )
                )
            );
            return
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"machines: {Boots} cold boots, {Kexecs} kexecs for {Crossings} of programs; {average:F0} programs a shared boot, {MostPrograms} at most"
                ),
                string.Create(CultureInfo.InvariantCulture, $"processor seconds of QEMU: {seconds:F1} ({phases})"),
            ];
        }
    }
}
