using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A memfd made with MFD_NOEXEC_SEAL is executable all the same.</summary>
[Mutation("memfd-noexec-ignored", "A memfd made with MFD_NOEXEC_SEAL is executable all the same.")]
[Breaks("BASE-01", "BASE-06")]
internal sealed class MemfdExecutableThoughSealed(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Stat stat
            && outcome.IsOk
            && Handles.Find(stat.Target) is { Kind: OpenKind.File, Origin: CreateMemfd memfd }
            && (memfd.Flags & 8) != 0
            ? Change(outcome, Field.Mode, static mode => mode | 0x49)
            : outcome;
    }
}
