using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The page of the kexec metadata is not preserved.</summary>
[Mutation("image-metadata-untracked", "The page of the kexec metadata is not preserved.")]
[Breaks("ABI-05")]
[SeenInImage]
internal sealed class MetadataUntracked : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override Errno PreserveFolio(int page) =>
            _kernel.Pages[page].Owner == PageOwner.Metadata ? Errno.None : base.PreserveFolio(page);
    }
}
