using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>get_incoming in a kernel to which nothing was handed over is ENOENT.</summary>
[Mutation("flb-no-handover-enoent", "get_incoming in a kernel to which nothing was handed over is ENOENT.")]
[Breaks("LUO-FLB-06")]
[SeenInKernel]
internal sealed class NothingIsEnoent : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno Load(LifecycleBound flb)
        {
            Errno error = base.Load(flb);
            return error == Errno.ENODATA ? Errno.ENOENT : error;
        }
    }
}
