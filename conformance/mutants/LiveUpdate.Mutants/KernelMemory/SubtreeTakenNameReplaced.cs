using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Adding a subtree with a name that is taken replaces it.</summary>
[Mutation("kho-subtree-replaced", "Adding a subtree with a name that is taken replaces it.")]
[Breaks("KHO-FDT-03")]
[SeenByProbe]
internal sealed class SubtreeTakenNameReplaced : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override Errno AddSubtree(ReadOnlySpan<byte> name, int page, ulong size)
        {
            Errno error = base.AddSubtree(name, page, size);
            return error == Errno.EEXIST ? Errno.None : error;
        }
    }
}
