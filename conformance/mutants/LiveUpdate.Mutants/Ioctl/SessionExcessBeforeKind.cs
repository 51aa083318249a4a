using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A session looks at the excess of an argument before it looks at what kind of session it is.</summary>
[Mutation(
    "ioctl-session-excess-before-kind",
    "A session looks at the excess of an argument before it looks at what kind of session it is."
)]
[Breaks("LUO-IOC-02")]
internal sealed class SessionExcessBeforeKind(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return
            operation is Ioctl { Place: ArgumentPlace.Mapped, Command: >= 0xba40 and <= 0xba42 } raw
            && outcome.Errno == Errno.EINVAL
            && IsOfWrongKind(raw)
            && HasExcess(raw)
            ? Outcome.Refused(Errno.E2BIG, outcome.Fields)
            : outcome;
    }

    private bool IsOfWrongKind(Ioctl raw) =>
        Handles.KindOf(raw.Target) == (raw.Command == LuoCommand.PreserveFd ? OpenKind.Incoming : OpenKind.Outgoing);

    private static bool HasExcess(Ioctl raw)
    {
        int known = raw.Command == LuoCommand.Finish ? 8 : 16;
        ReadOnlySpan<byte> bytes = raw.Argument.Span;
        return bytes.Length > known
            && RawArgument.Size(raw) is var size
            && size > known
            && bytes[known..(int)Math.Min((uint)bytes.Length, size)].ContainsAnyExcept((byte)0);
    }
}
