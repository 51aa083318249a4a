using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The 64th FLB is refused for its string before it is refused for want of room.</summary>
[Mutation("flb-name-before-room", "The 64th FLB is refused for its string before it is refused for want of room.")]
[Breaks("LUO-FLB-07")]
[SeenInKernel]
internal sealed class NameBeforeRoom : Parts
{
    protected override LifecycleBoundRegistry CreateFlbs(Kernel kernel, int incomingPage) =>
        new Flbs(kernel, incomingPage);

    private sealed class Flbs(Kernel kernel, int incomingPage) : LifecycleBoundRegistry(kernel, incomingPage)
    {
        protected override Errno CheckFirst(LifecycleBound flb) =>
            Registered.Any(other => other.Compatible.Equals(flb.Compatible)) ? Errno.EEXIST : base.CheckFirst(flb);
    }
}
