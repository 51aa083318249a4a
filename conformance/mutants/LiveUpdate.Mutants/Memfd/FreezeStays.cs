using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A file stays frozen when its session is closed.</summary>
[Mutation("HM-13-freeze-stays", "A file stays frozen when its session is closed.", History = "HM-13")]
[Breaks("MEMFD-08")]
internal sealed class FreezeStays(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<object> _frozen = [];

    protected override Outcome Answer(Operation operation)
    {
        KnownFile? session =
            operation is Close close && Handles.Find(close.Target) is { Kind: OpenKind.Outgoing, Handles.Count: 1 } only
                ? only
                : null;
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
        if (session is not null && outcome.IsOk)
        {
            _frozen.UnionWith(session.Preserved.Select(static kept => kept.File.Inode));
        }

        return outcome;
    }
}
