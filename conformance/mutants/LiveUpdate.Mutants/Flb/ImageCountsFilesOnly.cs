using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The image counts one user of an FLB less where there are several.</summary>
[Mutation("flb-image-counts-one-less", "The image counts one user of an FLB less where there are several.")]
[Breaks("LUO-FLB-03", "LUO-FLB-05")]
[SeenInKernel]
internal sealed class ImageCountsFilesOnly : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override ulong CountOf(LifecycleBound flb) => flb.Outgoing.Count > 1 ? flb.Outgoing.Count - 1 : 1;
    }
}
