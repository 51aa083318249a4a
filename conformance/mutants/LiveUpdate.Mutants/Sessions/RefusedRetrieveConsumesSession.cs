using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A RETRIEVE_SESSION refused for want of a descriptor uses the session up.</summary>
[Mutation("session-emfile-consumes", "A RETRIEVE_SESSION refused for want of a descriptor uses the session up.")]
[Breaks("LUO-SESS-13")]
internal sealed class RefusedRetrieveConsumesSession(IMachine inner) : TamperedMachine(inner)
{
    private readonly HashSet<ByteString> _spent = [];

    protected override Outcome Answer(Operation operation)
    {
        if (operation is Kexec or Reboot or ColdBoot)
        {
            _spent.Clear();
        }

        if (operation is not RetrieveSession retrieve)
        {
            return Below(operation);
        }

        Outcome outcome = Below(operation);
        if (outcome.Errno == Errno.EMFILE)
        {
            _spent.Add(retrieve.Name.UpToNul());
        }

        return outcome.IsOk && _spent.Contains(retrieve.Name.UpToNul()) ? Withdraw(operation, Errno.EINVAL) : outcome;
    }
}
