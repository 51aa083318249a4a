using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Closing finishes the files of a session and leaves their FLBs.</summary>
[Mutation(
    "close-forgets-flb",
    "Closing finishes the files of a session and leaves their FLBs.",
    Profile = "finish-on-close"
)]
[SeenInKernel]
[Breaks("LUO-FLB-05")]
internal sealed class CloseForgetsBound : FinishOnCloseParts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Registry(kernel, incomingPage);

    private sealed class Registry(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override void FinishFor(FileHandler handler) { }
    }
}
