using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD looks at the descriptor before the token: EBADF comes before EEXIST.</summary>
[Mutation(
    "preserve-fd-before-token",
    "PRESERVE_FD looks at the descriptor before the token: EBADF comes before EEXIST."
)]
[Breaks("LUO-FILE-01")]
internal sealed class BadFdBeforeToken(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is PreserveFd preserve && outcome.Errno == Errno.EEXIST && !Handles.IsBound(preserve.File)
            ? Outcome.Refused(Errno.EBADF)
            : outcome;
    }
}
