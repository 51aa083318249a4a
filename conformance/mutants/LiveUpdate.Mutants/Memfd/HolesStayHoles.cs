using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD leaves holes as they are: st_blocks does not grow.</summary>
[Mutation("memfd-holes-stay", "PRESERVE_FD leaves holes as they are: st_blocks does not grow.")]
[Breaks("MEMFD-20", "MEMFD-03")]
internal sealed class HolesStayHoles(IMachine inner) : TamperedMachine(inner)
{
    private readonly Dictionary<object, ulong> _blocks = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case PreserveFd preserve when Below(new Stat(preserve.File)).TryGet(Field.Blocks, out FieldValue before):
                Outcome outcome = Below(operation);
                if (outcome.IsOk && Handles.Find(preserve.File) is { } kept)
                {
                    _blocks[kept.Inode] = before.Number;
                }

                return outcome;
            case Stat stat
                when Handles.Find(stat.Target) is { } file && _blocks.TryGetValue(file.Inode, out ulong blocks):
                return Change(Below(operation), Field.Blocks, now => Handles.IsPreserved(stat.Target) ? blocks : now);
            default:
                return Below(operation);
        }
    }
}
