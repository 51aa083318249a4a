using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Marks a mutant whose bug has to show on a machine with many small nodes, which begin inside blocks of pages that are given out early.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class OnNodesAttribute : Attribute
{
    private const int Count = 16;

    /// <summary>The first border: in the middle of the first two pages in a row that a program gets.</summary>
    private const ulong First = 5131;

    private const ulong Distance = 37;
    private const ulong PageSize = 4096;
    private const ulong Size = 512UL << 20;

    /// <summary>The frames at which a node begins, but for the first.</summary>
    public static IReadOnlyList<ulong> Borders { get; } =
    [.. Enumerable.Range(0, Count).Select(static i => First + (ulong)i * Distance)];

    /// <summary>The machine.</summary>
    public static ReferenceOptions Machine { get; } =
        new()
        {
            Nodes =
            [
                .. Borders
                    .Prepend(0UL)
                    .Zip(
                        Borders.Append(Size / PageSize),
                        static (start, end) => new MemoryNode(start * PageSize, (end - start) * PageSize)
                    ),
            ],
        };
}
