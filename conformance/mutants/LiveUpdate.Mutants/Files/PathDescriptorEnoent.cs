using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD of an O_PATH descriptor is ENOENT, as of any file without a handler.</summary>
[Mutation("preserve-o-path-enoent", "PRESERVE_FD of an O_PATH descriptor is ENOENT, as of any file without a handler.")]
[Breaks("LUO-FILE-23", "LUO-FILE-01")]
internal sealed class PathDescriptorEnoent(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is PreserveFd preserve
            && outcome.Errno == Errno.EBADF
            && Handles.Find(preserve.File) is { } file
            && (file.ReopenFlags & 0x200000) != 0
            && Handles.KindOf(preserve.Session) == OpenKind.Outgoing
            ? Outcome.Refused(Errno.ENOENT)
            : outcome;
    }
}
