using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A subtree can be retrieved once only.</summary>
[Mutation("kho-subtree-retrieved-once", "A subtree can be retrieved once only.")]
[Breaks("KHO-FDT-05")]
[SeenByProbe]
internal sealed class SubtreeRetrievedOnce : Parts
{
    protected override KhoIncoming CreateKhoIncoming(Kernel kernel, ulong tree) => new Incoming(kernel, tree);

    private sealed class Incoming(Kernel kernel, ulong tree) : KhoIncoming(kernel, tree)
    {
        private readonly Kernel _kernel = kernel;

        private readonly HashSet<string> _seen = [];

        public override Errno RetrieveSubtree(ReadOnlySpan<byte> name, out ulong address, out ulong size)
        {
            Errno error = base.RetrieveSubtree(name, out address, out size);
            return error == Errno.None && !_seen.Add(Convert.ToHexString(name)) && _kernel.Luo is not null
                ? Errno.ENOENT
                : error;
        }
    }
}
