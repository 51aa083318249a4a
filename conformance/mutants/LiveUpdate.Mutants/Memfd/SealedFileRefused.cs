using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD refuses a file that is sealed against writing.</summary>
[Mutation("memfd-write-sealed-refused", "PRESERVE_FD refuses a file that is sealed against writing.")]
[Breaks("MEMFD-01", "MEMFD-19")]
internal sealed class SealedFileRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.CanPreserve(preserve)
        && Below(new GetSeals(preserve.File)).TryGet(Field.Seals, out FieldValue seals)
        && (seals.Number & 8) != 0
            ? Outcome.Refused(Errno.EACCES)
            : Below(operation);
}
