using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What is finalized can be taken out again.</summary>
[Mutation("unpreserved-behind-finalize", "What is finalized can be taken out again.", Profile = "stateful-kho")]
[SeenByProbe]
[Breaks("KHO-FINAL-04")]
internal sealed class UnpreservedBehindFinalize : StatefulKhoParts
{
    protected override FinalizableKho CreateFinalizableKho(Kernel kernel) => new Kho(kernel);

    private sealed class Kho(Kernel kernel) : FinalizableKho(kernel)
    {
        protected override Errno CheckOpen(SetChange change) =>
            change == SetChange.Removal ? Errno.None : base.CheckOpen(change);
    }
}
