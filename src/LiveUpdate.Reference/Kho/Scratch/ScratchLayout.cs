using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Where the scratch areas are: below the low limit, anywhere, then one for each node (kho 9, KHO-SCR-01).</summary>
/// <remarks>They are chosen on a cold boot, from the top of each node downwards, and stay the same along a chain of kexecs.</remarks>
public static class ScratchLayout
{
    /// <summary>The address below which the first area has to be: what 32-bit devices reach.</summary>
    public const ulong LowLimit = 1UL << 32;

    /// <summary>Chooses the areas.</summary>
    /// <param name="geometry">The page size.</param>
    /// <param name="nodes">The nodes with memory.</param>
    /// <param name="parameter">How large they are to be.</param>
    /// <param name="kernelSize">The memory that the kernel itself takes up, at the start of the first node, in bytes.</param>
    /// <param name="areas">The areas, in the order of the array that is handed over.</param>
    /// <returns>Whether all of them fit; if not, KHO is off.</returns>
    public static bool TryChoose(
        PageGeometry geometry,
        IReadOnlyList<MemoryNode> nodes,
        ScratchParameter parameter,
        ulong kernelSize,
        out ScratchRegion[] areas
    )
    {
        ulong unit = (ulong)geometry.PageSize << PageAllocator.MaxPageOrder;
        areas = new ScratchRegion[nodes.Count + 2];
        var tops = new ulong[nodes.Count];
        for (int i = 0; i < tops.Length; i++)
        {
            tops[i] = nodes[i].Start + nodes[i].Size;
        }

        // By percentage nothing is left for the global area: all that the kernel takes up lies below the low limit.
        bool scaled = parameter.Percent != 0;
        UInt128 share = (UInt128)kernelSize * parameter.Percent / 100;
        if (share > ulong.MaxValue / 2)
        {
            return false;
        }

        ulong low = scaled ? (ulong)share : parameter.LowMemory;
        ulong global = scaled ? 0 : parameter.Global;
        bool fits = TryPlace(nodes, tops, 0, low, unit, LowLimit, out areas[0]);
        fits = fits && TryPlace(nodes, tops, tops.Length - 1, global, unit, ulong.MaxValue, out areas[1]);
        for (int i = 0; fits && i < tops.Length; i++)
        {
            ulong size =
                !scaled ? parameter.PerNode
                : i == 0 ? (ulong)share
                : 0;
            fits = TryPlace(nodes, tops, i, size, unit, ulong.MaxValue, out areas[i + 2]);
        }

        return fits && tops[0] >= nodes[0].Start + kernelSize;
    }

    private static bool TryPlace(
        IReadOnlyList<MemoryNode> nodes,
        ulong[] tops,
        int node,
        ulong size,
        ulong unit,
        ulong limit,
        out ScratchRegion area
    )
    {
        area = default;
        if (size > ulong.MaxValue - unit)
        {
            return false;
        }

        ulong rounded = (size + unit - 1) / unit * unit;
        ulong top = Math.Min(tops[node], limit) / unit * unit;
        if (rounded != 0 && (top < rounded || top - rounded < nodes[node].Start))
        {
            return false;
        }

        area = new ScratchRegion(top - rounded, rounded);
        if (rounded != 0)
        {
            tops[node] = area.Address;
        }

        return true;
    }
}
