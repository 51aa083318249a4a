using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The way in.</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>Says what the contract allows when an operation is done in a state.</summary>
    /// <param name="state">The state; it is not changed.</param>
    /// <param name="op">The operation.</param>
    /// <param name="into">Where the alternatives go; what it held before is forgotten.</param>
    public void Step(ModelState state, Operation op, Expectation into)
    {
        into.Clear();
        if (!op.Result.IsNone && state.IsBound(op.Result))
        {
            into.Refuse(Errno.EALREADY, state);
            return;
        }

        Dispatch(state, op, into);
        if (state.Faults is { IsPending: true })
        {
            AllowFault(state, op, into);
        }
        else if (state.Faults is { CopyOut: > 0 })
        {
            AllowUnseenCopyOut(op, into);
        }

        if (state.Kernel is not null)
        {
            AddTraces(into);
        }

        if (Options.MayRunOutOfMemory && MakesSomething(op.Verb) && into[0].Pattern.Outcome is { IsOk: true })
        {
            into.Refuse(Errno.ENOMEM, state);
            into.Refuse(Errno.ENFILE, state);
        }
    }

    private static bool MakesSomething(Verb verb) =>
        verb
            is Verb.Open
                or Verb.CreateSession
                or Verb.RetrieveSession
                or Verb.PreserveFd
                or Verb.RetrieveFd
                or Verb.Ioctl
                or Verb.Memfd
                or Verb.Tmpfile
                or Verb.Special
                or Verb.Reopen
                or Verb.Mmap
                or Verb.Write
                or Verb.Fallocate
                or Verb.Load;

    private void Dispatch(ModelState state, Operation op, Expectation into)
    {
        switch (op.Verb)
        {
            case Verb.Open:
                Open(state, (OpenDevice)op, into);
                break;
            case Verb.CreateSession:
                Create(state, (CreateSession)op, into);
                break;
            case Verb.RetrieveSession:
                Retrieve(state, (RetrieveSession)op, into);
                break;
            case Verb.PreserveFd:
                Preserve(state, (PreserveFd)op, into);
                break;
            case Verb.RetrieveFd:
                Retrieve(state, (RetrieveFd)op, into);
                break;
            case Verb.Finish:
                Finish(state, (FinishSession)op, into);
                break;
            case Verb.GetName:
                Name(state, (GetName)op, into);
                break;
            case Verb.Close:
                CloseHandle(state, ((Close)op).Target, into);
                break;
            case Verb.Dup:
                Duplicate(state, (Dup)op, into);
                break;
            case Verb.Readlink:
                Link(state, ((Readlink)op).Target, into);
                break;
            case Verb.Ioctl:
                Raw(state, (Ioctl)op, into);
                break;
            case Verb.Memfd:
                Make(state, (CreateMemfd)op, into);
                break;
            case Verb.Tmpfile:
                Make(state, (CreateTmpfile)op, into);
                break;
            case Verb.Unlink:
                RemoveName(state, ((Unlink)op).Target, into);
                break;
            case Verb.Special:
                Make(state, (CreateSpecial)op, into);
                break;
            case Verb.Reopen:
                OpenAgain(state, (Reopen)op, into);
                break;
            case Verb.Mmap:
                Map(state, (Mmap)op, into);
                break;
            case Verb.Store:
                StoreBytes(state, (Store)op, into);
                break;
            case Verb.Write:
                Write(state, (WriteFile)op, into);
                break;
            case Verb.Read:
                Read(state, (ReadFile)op, into);
                break;
            case Verb.Seek:
                Move(state, (Seek)op, into);
                break;
            case Verb.Truncate:
                Resize(state, (Truncate)op, into);
                break;
            case Verb.Fallocate:
                Allocate(state, (Fallocate)op, into);
                break;
            case Verb.AddSeals:
                Seal(state, (AddSeals)op, into);
                break;
            case Verb.GetSeals:
                Seals(state, ((GetSeals)op).Target, into);
                break;
            case Verb.Stat:
                Status(state, ((Stat)op).Target, into);
                break;
            case Verb.GetFlags:
                Flags(state, ((GetFlags)op).Target, into);
                break;
            case Verb.CountFds:
                Count(state, into);
                break;
            case Verb.LimitFds:
                Limit(state, ((LimitFds)op).Free, into);
                break;
            case Verb.Inject:
                InjectFault(state, (Inject)op, into);
                break;
            case Verb.Die:
                CloseEverything(state, into);
                break;
            case Verb.Load:
                LoadImage(state, (Load)op, into);
                break;
            case Verb.Unload:
                UnloadImage(state, into);
                break;
            case Verb.Reboot:
                Reboot(state, into);
                break;
            case Verb.Kexec:
                Reboot(state, ((Kexec)op).Parameters, into);
                break;
            case Verb.ColdBoot:
                Reset(state, ((ColdBoot)op).Parameters, into);
                break;
            case Verb.LuoEvent:
            case Verb.LuoState:
            case Verb.UnpreserveFd:
            case Verb.KhoFinalize:
            case Verb.KhoAbort:
            case Verb.KhoRegisterNotifier:
            case Verb.KhoUnregisterNotifier:
            case Verb.KhoNotifierScript:
            case Verb.PutObject:
            case Verb.TakeObject:
                Alternative(state, op, into);
                break;
            case >= Verb.HandlerRegister and <= Verb.FlbPutIncoming:
                InKernel(state, op, into);
                break;
            case >= Verb.KhoFolio and <= Verb.KhoWalk:
                KernelMemoryStep.Step(state, op, into);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(op), op.Verb, "the model does not know this verb");
        }
    }
}
