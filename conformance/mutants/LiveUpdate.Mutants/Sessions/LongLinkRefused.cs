using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The link of a session with a name of 63 bytes cannot be read.</summary>
[Mutation("readlink-long-name", "The link of a session with a name of 63 bytes cannot be read.")]
[Breaks("LUO-SESS-07")]
internal sealed class LongLinkRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        return operation is Readlink link && outcome.IsOk && Handles.Find(link.Target) is { Name.Length: 63 }
            ? Outcome.Refused(Errno.ENAMETOOLONG)
            : outcome;
    }
}
