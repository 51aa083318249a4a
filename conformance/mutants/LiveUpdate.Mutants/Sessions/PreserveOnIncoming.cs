using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>PRESERVE_FD succeeds on an incoming session.</summary>
[Mutation("HL-06-preserve-on-incoming", "PRESERVE_FD succeeds on an incoming session.", History = "HL-06")]
[Breaks("LUO-SESS-08")]
internal sealed class PreserveOnIncoming(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is PreserveFd preserve
        && Handles.KindOf(preserve.Session) == OpenKind.Incoming
        && Handles.KindOf(preserve.File) == OpenKind.File
            ? Outcome.Ok
            : Below(operation);
}
