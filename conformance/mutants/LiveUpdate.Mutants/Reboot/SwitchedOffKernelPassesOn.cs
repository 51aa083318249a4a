using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A kernel with live update switched off passes on what it was handed.</summary>
[Mutation("switched-off-kernel-passes-on", "A kernel with live update switched off passes on what it was handed.")]
[Breaks("LUO-BOOT-05", "LUO-SESS-06")]
internal sealed class SwitchedOffKernelPassesOn(IMachine inner) : TamperedMachine(inner)
{
    private HashSet<ByteString> _waiting = [];
    private HashSet<ByteString> _passedOn = [];

    protected override Outcome Answer(Operation operation)
    {
        HashSet<ByteString> open = [.. Handles.Outgoing.Select(static session => session.Name)];
        Outcome outcome = Below(operation);
        switch (operation)
        {
            case Kexec kexec when outcome.IsOk:
                _passedOn = _waiting;
                _waiting = kexec.Parameters.LiveUpdate is { } text && $"{text}" is "off" or "0" or "n" ? open : [];
                return outcome;
            case Reboot or ColdBoot when outcome.IsOk:
                _waiting = [];
                _passedOn = [];
                return outcome;
            case RetrieveSession retrieve
                when outcome.Errno == Errno.ENOENT && _passedOn.Remove(retrieve.Name.UpToNul()):
                return Below(new CreateSession(retrieve.Result, retrieve.Device, retrieve.Name));
            default:
                return outcome;
        }
    }
}
