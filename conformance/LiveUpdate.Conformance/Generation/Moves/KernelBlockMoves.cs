using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Block sets of the probe in the kernel.</summary>
internal static class KernelBlockMoves
{
    private static readonly ulong[] EntrySizes = [1360, 64, 80, 2040, 4080, 24, 2041, 1];

    /// <summary>Makes a set, or goes on with one.</summary>
    public static void Some(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        ProbeObject? set = choices.Chance(50) ? KernelMoves.Pick(scene, ProbeObjectKind.Blocks) : null;
        ulong size = choices.Pick<ulong>(EntrySizes);
        Handle handle = set?.Handle ?? scene.Fresh('b');
        if (set is null && !scene.Do(new KhoBlocks(handle, size)))
        {
            return;
        }

        int capacity = 4080 / (int)Math.Max(1, (ulong)(set?.EntrySize ?? (int)size));
        scene.Do(new KhoGrow(handle, Near(scene, capacity)));
        if (choices.Chance(40))
        {
            KernelMoves.Look(scene);
        }

        if (choices.Chance(35))
        {
            scene.Do(
                choices.Chance(60)
                    ? new KhoShrink(handle, Near(scene, capacity))
                    : new KhoGrow(handle, Near(scene, capacity))
            );
            KernelMoves.Look(scene);
        }

        // Mostly as many as fill the last block a little, since a block without entries is no good to anybody.
        ulong blocks = scene.State.KernelMemory?.Find(handle)?.PageCount ?? 0;
        ulong full = blocks * (ulong)capacity;
        ulong count =
            choices.Chance(65) && full > 0 ? full - (ulong)choices.Below(Math.Min(capacity, 3)) : Near(scene, capacity);
        scene.Do(new KhoPutEntries(handle, Math.Min(count, KernelLimits.MaxEntries), scene.Fill()));
        if (choices.Chance(50))
        {
            scene.Do(new KhoGetEntries(handle));
        }
    }

    /// <summary>A number of entries at the limits of a few blocks, and one to each side.</summary>
    private static ulong Near(Scene scene, int capacity)
    {
        long near = (long)capacity * scene.Choices.Below(4) + scene.Choices.Pick<int>([0, 1, -1]);
        return (ulong)Math.Clamp(near, 0, (long)KernelLimits.MaxEntries);
    }
}
