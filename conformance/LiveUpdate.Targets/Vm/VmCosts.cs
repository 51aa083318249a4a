namespace LiveUpdate.Targets;

/// <summary>What the virtual machines spent on each <see cref="VmPhase"/>: QEMU's processor time.</summary>
internal sealed class VmCosts
{
    private readonly Lock _gate = new();
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<VmPhase>().Length];

    /// <summary>The sums so far, by phase.</summary>
    public IReadOnlyDictionary<VmPhase, TimeSpan> Spent
    {
        get
        {
            lock (_gate)
            {
                return Enum.GetValues<VmPhase>().ToDictionary(static p => p, p => _spent[(int)p]);
            }
        }
    }

    /// <summary>Adds to a phase.</summary>
    public void Add(VmPhase phase, TimeSpan time)
    {
        lock (_gate)
        {
            _spent[(int)phase] += time;
        }
    }
}
