using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The first file counts twice, so that an FLB outlives the last.</summary>
[Mutation("flb-count-starts-at-two", "The first file counts twice, so that an FLB outlives the last.")]
[Breaks("LUO-FLB-01", "LUO-FLB-03", "LUO-FLB-02")]
[SeenInKernel]
internal sealed class CountStartsAtTwo : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno GetForFile(LifecycleBound flb)
        {
            bool isFirst = flb.Outgoing.Count == 0;
            Errno error = base.GetForFile(flb);
            flb.Outgoing.Count += isFirst && error == Errno.None ? 1UL : 0;
            return error;
        }
    }
}
