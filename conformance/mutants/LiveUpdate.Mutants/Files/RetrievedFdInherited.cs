using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Retrieved descriptors come without FD_CLOEXEC.</summary>
[Mutation("retrieved-fd-inherited", "Retrieved descriptors come without FD_CLOEXEC.")]
[Breaks("LUO-FILE-27", "MEMFD-11", "LUO-IOC-05")]
internal sealed class RetrievedFdInherited(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is GetFlags flags
            && Handles.Find(flags.Target) is { Kind: OpenKind.Retrieved, Origin: RetrieveFd }
            ? Change(outcome, Field.Descriptor, static _ => 0)
            : outcome;
    }
}
