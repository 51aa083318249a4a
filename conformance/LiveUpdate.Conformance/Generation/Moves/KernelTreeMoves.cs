using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Trees of the probe's own (KHO-RADIX-04, KHO-RADIX-05, KHO-RADIX-06).</summary>
internal static class KernelTreeMoves
{
    private const ulong OrderZero = 1UL << 52;

    /// <summary>Keys of all orders and of neighbouring leaves and tables, and such as are too wide.</summary>
    private static readonly ulong[] Keys =
    [
        1,
        2,
        3,
        OrderZero,
        OrderZero + 1,
        OrderZero + 0x7fff,
        OrderZero + 0x8000,
        OrderZero + (1 << 24),
        (OrderZero >> 1) + 1,
        (OrderZero >> 9) + 1,
        (1UL << 53) - 1,
        1UL << 53,
        (1UL << 53) + 1,
        (1UL << 60) + OrderZero,
        ulong.MaxValue,
        0x8000,
        0x1000000,
    ];

    /// <summary>Makes a tree, or goes on with one, and walks it.</summary>
    public static void Some(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        ProbeObject? tree = choices.Chance(50) ? KernelMoves.Pick(scene, ProbeObjectKind.Tree) : null;
        Handle handle = tree?.Handle ?? scene.Fresh('t');
        if (tree is null && !scene.Do(new KhoNewTree(handle)))
        {
            return;
        }

        int count = 1 + choices.Below(5);
        for (int i = 0; i < count; i++)
        {
            scene.Do(new KhoAddKey(handle, choices.Pick<ulong>(Keys)));
        }

        if (choices.Chance(40))
        {
            scene.Do(new KhoDeleteKey(handle, choices.Pick<ulong>(Keys)));
        }

        ulong? stop = choices.Chance(45) ? (ulong)(1 + choices.Below(12)) : null;
        scene.Do(new KhoWalk(handle, stop));
    }
}
