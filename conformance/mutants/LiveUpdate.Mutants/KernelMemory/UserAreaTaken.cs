using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>An area that user space can map is preserved.</summary>
[Mutation("kho-user-area-taken", "An area that user space can map is preserved.")]
[Breaks("KHO-VM-03")]
[SeenByProbe]
internal sealed class UserAreaTaken : Parts
{
    protected override VmallocPreserver CreateVmallocPreserver(Kernel kernel) => new Preserver(kernel);

    private sealed class Preserver(Kernel kernel) : VmallocPreserver(kernel)
    {
        public override Errno Check(VmallocArea? area) => area is { IsUser: true } ? Errno.None : base.Check(area);
    }
}
