using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The page of the KHO tree is not preserved.</summary>
[Mutation("image-tree-untracked", "The page of the KHO tree is not preserved.")]
[Breaks("ABI-05", "KHO-RADIX-08")]
[SeenInImage]
internal sealed class TreeUntracked : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override Errno PreserveFolio(int page) =>
            _kernel.Pages[page].Owner == PageOwner.HandoverTree ? Errno.None : base.PreserveFolio(page);
    }
}
