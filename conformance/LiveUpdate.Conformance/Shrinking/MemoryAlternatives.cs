using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What else might stand in the place of an operation on memory of the kernel.</summary>
/// <remarks>Each is of the smallest few sizes, so that programs on folios, pages and areas meet in the same one.</remarks>
internal static class MemoryAlternatives
{
    private const ulong Page = 4096;

    /// <summary>The alternatives; the operation itself may be among them.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="index">The operation's place.</param>
    public static IEnumerable<Operation> Of(Operation[] operations, int index)
    {
        Operation operation = operations[index];
        foreach (Operation alternative in Of(operation))
        {
            yield return alternative;
        }

        if (operation is not (KhoRestoreFolio or KhoRestorePages or KhoRestoreVmalloc))
        {
            yield break;
        }

        // The same of other memory, so that the order in which it is asked for comes out the same.
        for (int i = 0; i < index; i++)
        {
            if (operations[i] is KhoFolio or KhoPages or KhoAllocPreserve or KhoVmalloc)
            {
                yield return new KhoRestoreFolio(operation.Result, operations[i].Result, 0);
            }
        }
    }

    private static Operation[] Of(Operation operation) =>
        operation switch
        {
            KhoBlocks => Memory(operation.Result),
            KhoGrow grow => Preserves(grow.Target),
            KhoFolio or KhoPages or KhoAllocPreserve or KhoVmalloc => Memory(operation.Result),
            KhoPreserveFolio preserve => Preserves(preserve.Target),
            KhoPreservePages preserve => Preserves(preserve.Target),
            KhoPreserveVmalloc preserve => Preserves(preserve.Target),
            KhoUnpreserveFolio unpreserve => Unpreserves(unpreserve.Target),
            KhoUnpreservePages unpreserve => Unpreserves(unpreserve.Target),
            KhoUnpreserveVmalloc unpreserve => Unpreserves(unpreserve.Target),
            KhoUnpreserveFree { Memory.IsNone: false } unpreserve => Unpreserves(unpreserve.Memory),
            KhoRestoreFolio restore => Restores(restore.Result, restore.Target),
            KhoRestorePages restore => Restores(restore.Result, restore.Target),
            KhoRestoreVmalloc restore => Restores(restore.Result, restore.Target),
            KhoRestoreFree { Memory.IsNone: false } restore => Restores(Handle.Parse("restored"), restore.Memory),
            _ => [],
        };

    private static Operation[] Memory(Handle made) =>
        [
            new KhoFolio(made, 0, null),
            new KhoFolio(made, 1, null),
            new KhoFolio(made, 2, null),
            new KhoPages(made, 1, null),
            new KhoPages(made, 2, null),
            new KhoPages(made, 3, null),
            new KhoAllocPreserve(made, 1),
            new KhoAllocPreserve(made, Page + 1),
            new KhoVmalloc(made, 1, 0, null, 0),
        ];

    private static Operation[] Preserves(Handle target) =>
        [
            new KhoPreserveFolio(target),
            new KhoPreservePages(target, 0, 1),
            new KhoPreservePages(target, 0, 2),
            new KhoPreservePages(target, 0, 3),
            new KhoPreservePages(target, 1, 1),
            new KhoPreserveVmalloc(target),
        ];

    private static Operation[] Unpreserves(Handle target) =>
        [
            new KhoUnpreserveFolio(target),
            new KhoUnpreservePages(target, 0, 1),
            new KhoUnpreservePages(target, 0, 2),
            new KhoUnpreservePages(target, 0, 3),
            new KhoUnpreservePages(target, 1, 1),
            new KhoUnpreserveVmalloc(target),
            new KhoUnpreserveFree(target),
        ];

    private static Operation[] Restores(Handle made, Handle target) =>
        [
            new KhoRestoreFolio(made, target, 0),
            new KhoRestorePages(made, target, 0, 1),
            new KhoRestorePages(made, target, 0, 2),
            new KhoRestorePages(made, target, 0, 3),
            new KhoRestoreVmalloc(made, target, null),
        ];
}
