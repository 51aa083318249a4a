using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The blocks of a chain that is refused are not freed.</summary>
[Mutation("kho-refused-chain-kept", "The blocks of a chain that is refused are not freed.")]
[Breaks("LUO-FILE-18")]
[SeenByProbe]
[SeenInAccounts]
internal sealed class RefusedChainKept : Parts
{
    protected override BlockSet CreateBlockSet(Kernel kernel, int entrySize, PageOwner owner) =>
        new Set(kernel, entrySize, owner);

    private sealed class Set(Kernel kernel, int entrySize, PageOwner owner) : BlockSet(kernel, entrySize, owner)
    {
        private bool _isRestoring;

        protected override Errno Restore(ulong head)
        {
            _isRestoring = true;
            Errno error = base.Restore(head);
            _isRestoring = false;
            return error;
        }

        protected override void Shrink(int entries)
        {
            if (!_isRestoring)
            {
                base.Shrink(entries);
            }
        }
    }
}
