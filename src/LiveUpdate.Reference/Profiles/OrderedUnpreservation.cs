using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>UNPRESERVE_FD of any file: what was preserved after it goes before it (D3.8, LUO-ORDER-01).</summary>
public class OrderedUnpreservation : AlternativeCalls
{
    /// <summary>The unpreservation of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public OrderedUnpreservation(Kernel kernel)
        : base(kernel) { }

    /// <inheritdoc/>
    public override bool Has(Verb verb) => verb == Verb.UnpreserveFd;

    /// <inheritdoc/>
    public override Outcome Execute(Operation operation, Session? session)
    {
        // A change like any other: no reboot comes in between, and no other call on the same session.
        Kernel.Luo!.Reboot.Begin(LuoCall.UnpreserveFd);
        Enter(session!);
        Errno error = Unpreserve(session!.Files, ((UnpreserveFd)operation).Token);
        Leave(session);
        Kernel.Luo.Reboot.End(LuoCall.UnpreserveFd);
        return error == Errno.None ? Outcome.Ok : Outcome.Refused(error);
    }

    /// <summary>Keeps other calls on a session out (LUO-RACE-05).</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Enter(Session session) => Kernel.Enter(KernelLock.Session, session);

    /// <summary>Lets them in again.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void Leave(Session session) => Kernel.Leave(KernelLock.Session, session);

    /// <summary>Unpreserves a file behind all that may depend on it.</summary>
    /// <param name="files">The session's files.</param>
    /// <param name="file">The file.</param>
    protected internal virtual void UnpreserveDownTo(FileSet files, PreservedFile file)
    {
        while (!ReferenceEquals(files.Files[^1], file))
        {
            UnpreserveOne(files, files.Files[^1]);
        }

        UnpreserveOne(files, file);
    }

    /// <summary>Unpreserves one file.</summary>
    /// <param name="files">The session's files.</param>
    /// <param name="file">The file.</param>
    protected static void UnpreserveOne(FileSet files, PreservedFile file) => files.Unpreserve(file);

    private Errno Unpreserve(FileSet files, ulong token)
    {
        PreservedFile? file = files.Find(token);
        if (file is null)
        {
            return Refusal(Errno.ENOENT, "LUO-ORDER-01");
        }

        Kernel.Point();
        UnpreserveDownTo(files, file);
        return Errno.None;
    }
}
