using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>What is costly to make of a machine, used again by one machine after the other on a thread; it is empty in between.</summary>
internal sealed class MachineFrame
{
    private const int Kept = 4;

    [ThreadStatic]
    private static List<MachineFrame>? t_free;

    private MachineFrame(PageGeometry geometry, ulong size)
    {
        Memory = new PhysicalMemory(geometry, size);
        Pages = new PageTable(Memory.PageCount);
    }

    public PhysicalMemory Memory { get; }

    public PageTable Pages { get; }

    public Agent Agent { get; } = new();

    public static MachineFrame Rent(PageGeometry geometry, ulong size)
    {
        List<MachineFrame> free = t_free ??= [];
        for (int i = free.Count - 1; i >= 0; i--)
        {
            MachineFrame frame = free[i];
            if (frame.Memory.Geometry == geometry && frame.Memory.Size == size)
            {
                free.RemoveAt(i);
                return frame;
            }
        }

        return new MachineFrame(geometry, size);
    }

    public void Return()
    {
        Agent.Stop();
        Memory.Reset();
        Pages.Reset();
        List<MachineFrame> free = t_free ??= [];
        if (free.Count < Kept)
        {
            free.Add(this);
        }
    }
}
