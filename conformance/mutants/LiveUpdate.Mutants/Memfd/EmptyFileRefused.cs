using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD of an empty file is EOPNOTSUPP.</summary>
[Mutation("memfd-empty-refused", "PRESERVE_FD of an empty file is EOPNOTSUPP.")]
[Breaks("MEMFD-18", "MEMFD-01")]
internal sealed class EmptyFileRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.CanPreserve(preserve)
        && Handles.Find(preserve.File) is { Origin: CreateMemfd { Flags: < 4 } }
        && Below(new Stat(preserve.File)).TryGet(Field.Size, out FieldValue size)
        && size.Number == 0
            ? Outcome.Refused(Errno.EOPNOTSUPP)
            : Below(operation);
}
