using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>In a kernel that nothing was handed to, RETRIEVE_SESSION answers EINVAL.</summary>
[Mutation("boot-nothing-handed-einval", "In a kernel that nothing was handed to, RETRIEVE_SESSION answers EINVAL.")]
[Breaks("LUO-BOOT-03", "LUO-SESS-18", "LUO-SESS-04", "LUO-SESS-05", "LUO-SESS-13")]
internal sealed class ColdBootAnswersEinval(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is RetrieveSession && outcome.Errno == Errno.ENOENT && Handles.HandedOver.Count == 0
            ? Outcome.Refused(Errno.EINVAL)
            : outcome;
    }
}
