using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A retrieved file is frozen until its session is finished.</summary>
[Mutation("memfd-retrieved-frozen", "A retrieved file is frozen until its session is finished.")]
[Breaks("MEMFD-09")]
internal sealed class RetrievedFrozen(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Truncate truncate
        && Handles.Find(truncate.Target) is { Kind: OpenKind.Retrieved } file
        && Handles.Files.Exists(session => !session.IsFinished && session.Retrieved.ContainsValue(file))
        && Below(new Stat(truncate.Target)).TryGet(Field.Size, out FieldValue size)
        && size.Number != truncate.Size
            ? Outcome.Refused(Errno.EPERM)
            : Below(operation);
}
