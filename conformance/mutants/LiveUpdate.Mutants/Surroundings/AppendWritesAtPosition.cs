using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>O_APPEND is not looked at: a write goes to the position.</summary>
[Mutation("append-ignored", "O_APPEND is not looked at: a write goes to the position.")]
[Breaks("BASE-02")]
internal sealed class AppendWritesAtPosition(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        if (operation is Reopen reopen && (reopen.Flags & 0x400) != 0)
        {
            return Below(reopen with { Flags = reopen.Flags & ~0x400UL });
        }

        return Below(operation);
    }
}
