using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Subtrees give the size of a page instead of the size of their blob.</summary>
[Mutation("image-blob-size-of-page", "Subtrees give the size of a page instead of the size of their blob.")]
[Breaks("ABI-01", "KHO-META-01", "KHO-FDT-02")]
[SeenInImage]
internal sealed class BlobSizeOfPage : Parts
{
    protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new Outgoing(kernel);

    private sealed class Outgoing : KhoOutgoing
    {
        private readonly Kernel _kernel;

        public Outgoing(Kernel kernel)
            : base(kernel) => _kernel = kernel;

        public override Errno AddSubtree(ReadOnlySpan<byte> name, int page, ulong size) =>
            base.AddSubtree(name, page, (ulong)_kernel.Memory.Geometry.PageSize);
    }
}
