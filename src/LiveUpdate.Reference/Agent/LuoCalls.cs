using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The six commands of LUO, after the framing of the ioctl (luo-uapi 3 to 8).</summary>
/// <remarks>
/// Each is told whether its answer can be written back; a failing copy-out is the last thing that can happen. Overrides
/// may order steps differently; a number that they report is installed.
/// </remarks>
public class LuoCalls
{
    /// <summary>The commands of a kernel.</summary>
    /// <param name="kernel">The kernel; its LUO is there when a command is called.</param>
    public LuoCalls(Kernel kernel) => Kernel = kernel;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    private LiveUpdateOrchestrator Luo => Kernel.Luo!;

    /// <summary>CREATE_SESSION.</summary>
    /// <param name="field">The bytes of the name field.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno CreateSession(ByteString field, bool canWriteBack, out int number)
    {
        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error != Errno.None)
        {
            return Refusal(error, "LUO-IOC-05");
        }

        Luo.Reboot.Begin(LuoCall.CreateSession);
        error = Luo.Outgoing.Create(field, out Session? session);
        if (error == Errno.None)
        {
            error =
                Kernel.Faults.Fails("file") ? Refusal(Errno.ENOMEM, "luo-uapi 3.6")
                : WritesBack(canWriteBack) ? Errno.None
                : Refusal(Errno.EFAULT, "luo-uapi 3.7");
            if (error != Errno.None)
            {
                Luo.Outgoing.Close(session!);
            }
        }

        Luo.Reboot.End(LuoCall.CreateSession);

        if (error != Errno.None)
        {
            ReleaseNumber(ref number);
            return error;
        }

        Kernel.Descriptors.Install(number, OpenSession(session!), closeOnExec: SessionClosesOnExec);
        return Errno.None;
    }

    /// <summary>RETRIEVE_SESSION.</summary>
    /// <param name="field">The bytes of the name field.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno RetrieveSession(ByteString field, bool canWriteBack, out int number)
    {
        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error != Errno.None)
        {
            return Refusal(error, "LUO-SESS-13");
        }

        Luo.Reboot.Begin(LuoCall.RetrieveSession);
        error = Luo.Incoming.Retrieve(field, out Session? session);
        if (error == Errno.None)
        {
            error =
                Kernel.Faults.Fails("file") ? Refusal(Errno.ENOMEM, "luo-uapi 4.4")
                : WritesBack(canWriteBack) ? Errno.None
                : Refusal(Errno.EFAULT, "luo-uapi 4.5");
            if (error != Errno.None)
            {
                KeepRetrievable(session!);
            }
        }

        Luo.Reboot.End(LuoCall.RetrieveSession);

        if (error != Errno.None)
        {
            ReleaseNumber(ref number);
            return error;
        }

        Kernel.Descriptors.Install(number, OpenSession(session!), closeOnExec: SessionClosesOnExec);
        return Errno.None;
    }

    /// <summary>PRESERVE_FD. A failing copy-out comes after the preservation, which stays.</summary>
    /// <param name="session">An outgoing session.</param>
    /// <param name="descriptor">The descriptor to preserve.</param>
    /// <param name="token">The token.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    protected internal virtual Errno PreserveFd(Session session, int descriptor, ulong token, bool canWriteBack)
    {
        Begin(LuoCall.PreserveFd, session);
        Errno error = session.Files.Preserve(descriptor, TokenOf(token));
        End(LuoCall.PreserveFd, session);
        return error != Errno.None || WritesBack(canWriteBack) ? error : Refusal(Errno.EFAULT, "luo-uapi 5.9");
    }

    /// <summary>RETRIEVE_FD. A failing copy-out leaves the file retrieved, and asking again works.</summary>
    /// <param name="session">An incoming session.</param>
    /// <param name="token">The token.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    /// <param name="number">The new descriptor.</param>
    protected internal virtual Errno RetrieveFd(Session session, ulong token, bool canWriteBack, out int number)
    {
        Errno error = Kernel.Descriptors.Reserve(out number);
        if (error != Errno.None)
        {
            return Refusal(error, "LUO-IOC-05");
        }

        Begin(LuoCall.RetrieveFd, session);
        error = session.Files.Retrieve(TokenOf(token), out OpenFile? file);
        End(LuoCall.RetrieveFd, session);
        if (error == Errno.None && !WritesBack(canWriteBack))
        {
            Kernel.Put(file!);
            error = Refusal(Errno.EFAULT, "luo-uapi 6.6");
        }

        if (error != Errno.None)
        {
            ReleaseNumber(ref number);
            return error;
        }

        Kernel.Descriptors.Install(number, file!, closeOnExec: FileClosesOnExec);
        return Errno.None;
    }

    /// <summary>FINISH. A failing copy-out comes after it has happened.</summary>
    /// <param name="session">An incoming session.</param>
    /// <param name="reserved">The reserved field.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    protected internal virtual Errno Finish(Session session, uint reserved, bool canWriteBack)
    {
        if (reserved != 0)
        {
            return Refusal(Errno.EINVAL, "LUO-FILE-11");
        }

        Begin(LuoCall.Finish, session);
        Errno error = session.Files.Finish();
        End(LuoCall.Finish, session);
        return error != Errno.None || WritesBack(canWriteBack) ? error : Refusal(Errno.EFAULT, "luo-uapi 7.3");
    }

    /// <summary>GET_NAME.</summary>
    /// <param name="session">Any session.</param>
    /// <param name="reserved">The reserved field.</param>
    /// <param name="canWriteBack">Whether the answer can be copied out.</param>
    /// <param name="name">The name.</param>
    protected internal virtual Errno GetName(Session session, uint reserved, bool canWriteBack, out ByteString name)
    {
        Luo.Reboot.Begin(LuoCall.GetName);
        name = session.Name;
        Luo.Reboot.End(LuoCall.GetName);
        if (reserved != 0)
        {
            return Refusal(Errno.EINVAL, "LUO-SESS-07");
        }

        return WritesBack(canWriteBack) ? Errno.None : Refusal(Errno.EFAULT, "luo-uapi 8.2");
    }

    /// <summary>RETRIEVE_SESSION failed behind finding the session: nothing may be lost, it can be retrieved again (LUO-SESS-13).</summary>
    /// <param name="session">The session.</param>
    protected internal virtual void KeepRetrievable(Session session) => session.IsRetrieved = false;

    /// <summary>The token as LUO keeps it: all 64 bits (LUO-FILE-02).</summary>
    /// <param name="token">The token of the call.</param>
    protected internal virtual ulong TokenOf(ulong token) => token;

    /// <summary>Whether FD_CLOEXEC is set on a session's descriptor (LUO-IOC-05).</summary>
    protected internal virtual bool SessionClosesOnExec => true;

    /// <summary>Whether FD_CLOEXEC is set on a retrieved file's descriptor (LUO-IOC-05).</summary>
    protected internal virtual bool FileClosesOnExec => true;

    /// <summary>Gives a number back that a failing command had reserved (LUO-IOC-05).</summary>
    /// <param name="number">The number; -1 afterwards.</param>
    protected internal virtual void ReleaseNumber(ref int number)
    {
        Kernel.Descriptors.Release(number);
        number = -1;
    }

    /// <summary>A call on a session's file set: no reboot comes in between, and no other call on the same session.</summary>
    /// <param name="call">The call.</param>
    /// <param name="session">The session.</param>
    protected internal virtual void Begin(LuoCall call, Session session)
    {
        Luo.Reboot.Begin(call);
        Kernel.Enter(KernelLock.Session, session);
    }

    /// <summary>Such a call ends.</summary>
    /// <param name="call">The call.</param>
    /// <param name="session">The session.</param>
    protected internal virtual void End(LuoCall call, Session session)
    {
        Kernel.Leave(KernelLock.Session, session);
        Luo.Reboot.End(call);
    }

    /// <summary>The copy-out of a command that has done its work, which an injected fault counts.</summary>
    private bool WritesBack(bool canWriteBack) => !Kernel.Faults.FailsCopyOut() && canWriteBack;

    private static OpenFile OpenSession(Session session) =>
        new(OpenFileKind.Session, OpenFile.ReadWrite) { Session = session };
}
