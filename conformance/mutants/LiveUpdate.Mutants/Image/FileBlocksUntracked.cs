using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Blocks of file records are not preserved.</summary>
[Mutation("image-file-blocks-untracked", "Blocks of file records are not preserved.")]
[Breaks("ABI-05")]
[SeenInImage]
internal sealed class FileBlocksUntracked : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override Errno PreserveFolio(int page) =>
            _kernel.Pages[page].Owner == PageOwner.FileBlock ? Errno.None : base.PreserveFolio(page);
    }
}
