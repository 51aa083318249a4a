namespace LiveUpdate.Handover.Tests;

/// <summary>A small seeded generator (SplitMix64), so that every random test repeats from its seed.</summary>
internal sealed class TestSeed(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);
}
