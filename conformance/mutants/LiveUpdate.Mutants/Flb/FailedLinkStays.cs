using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB for whose registration there was no memory is linked to the handler all the same.</summary>
[Mutation(
    "flb-failed-link-stays",
    "An FLB for whose registration there was no memory is linked to the handler all the same."
)]
[Breaks("LUO-FLB-07", "LUO-FLB-01", "LUO-FLB-02")]
[SeenInKernel]
internal sealed class FailedLinkStays : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Registry(kernel, incomingPage);

    private sealed class Registry(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno Register(FileHandler? handler, LifecycleBound flb)
        {
            Errno error = base.Register(handler, flb);
            if (error == Errno.ENOMEM)
            {
                _ = base.Register(handler, flb);
            }

            return error;
        }
    }
}
