using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A PRESERVE_FD refused for a used token leaves the file frozen.</summary>
[Mutation(
    "HM-13-failed-preserve-freezes",
    "A PRESERVE_FD refused for a used token leaves the file frozen.",
    History = "HM-13"
)]
[Breaks("MEMFD-08", "LUO-FILE-04")]
internal sealed class FailedPreserveFreezes(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<object> _frozen = [];

    protected override Outcome Answer(Operation operation)
    {
        if (
            operation is Truncate truncate
            && Handles.Find(truncate.Target) is { } file
            && _frozen.Contains(file.Inode)
            && Below(new Stat(truncate.Target)).TryGet(Field.Size, out FieldValue size)
            && size.Number != truncate.Size
        )
        {
            return Outcome.Refused(Errno.EPERM);
        }

        Outcome outcome = Below(operation);
        if (
            operation is PreserveFd preserve
            && outcome.Errno == Errno.EEXIST
            && Handles.Find(preserve.File) is { Kind: OpenKind.File } refused
        )
        {
            _frozen.Add(refused.Inode);
        }

        return outcome;
    }
}
