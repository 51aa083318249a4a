using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An FLB is preserved again for each file.</summary>
[Mutation("flb-preserved-for-each-file", "An FLB is preserved again for each file.", History = "HF-05")]
[Breaks("LUO-FLB-01")]
[SeenInKernel]
internal sealed class PreservedForEachFile : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno GetForFile(LifecycleBound flb)
        {
            ulong count = flb.Outgoing.Count;
            flb.Outgoing.Count = 0;
            Errno error = base.GetForFile(flb);
            flb.Outgoing.Count += count;
            return error;
        }
    }
}
