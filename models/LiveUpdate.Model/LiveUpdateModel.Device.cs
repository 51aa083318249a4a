using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>The device and who may call it (luo-uapi 1 and 2).</content>
public sealed partial class LiveUpdateModel
{
    private static void Open(ModelState state, OpenDevice op, Expectation into)
    {
        if (!state.HasFreeDescriptors(1))
        {
            into.Refuse(Errno.EMFILE, state);
            return;
        }

        bool spelt = state.Premises.Has(StatePremises.ParametersSpelt);
        if (!state.IsLuoEnabled)
        {
            into.Exercise(Clauses.LuoDev01);
            if (spelt)
            {
                into.Exercise(Clauses.KhoCmd01);
            }

            into.Refuse(Errno.ENOENT, state);
            into.Refuse(Errno.ENXIO, state);
            return;
        }

        if (state.IsDeserializationFailed)
        {
            into.Exercise(Clauses.LuoDev04);
            into.Refuse(Errno.EIO, state);
            return;
        }

        if (state.IsDeviceBusy)
        {
            into.Exercise(Clauses.LuoDev02);
            into.Refuse(Errno.EBUSY, state);
            return;
        }

        if (state.Premises.Has(StatePremises.DeviceClosedBefore))
        {
            into.Exercise(Clauses.LuoDev02);
        }

        if (spelt)
        {
            into.Exercise(Clauses.KhoCmd01);
        }

        ModelState next = state.Copy();
        if (next.Kernel is not null && !FindHandlers(next, into))
        {
            into.Refuse(Errno.EIO, next);
            return;
        }

        var open = new OpenFile
        {
            Id = next.NewId(),
            Kind = OpenFileKind.Device,
            Status = (op.Flags & 3) | MemoryLimits.LargeFile,
        };
        next.Add(open);
        next.Bind(op.Result, open, closeOnExec: false);
        next.IsDeviceBusy = true;
        next.IsDeserialized = true;
        into.Allow(Outcome.Ok, next);
        if (op.Flags > 2)
        {
            // Flags beyond the access mode are the file system's business, not LUO's.
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    /// <summary>Finds the open file that a LUO call is made on; when it cannot be, the refusal is allowed here.</summary>
    private static OpenFile? Callee(ModelState state, Handle handle, OpenFileKind wanted, Expectation into)
    {
        OpenFile? open = state.OpenFileOf(handle);
        if (open is null || open.PathOnly)
        {
            into.Refuse(Errno.EBADF, state);
            return null;
        }

        if (open.Kind == wanted)
        {
            return open;
        }

        switch (open.Kind)
        {
            // The other object's command numbers are out of range here, which comes before all else.
            case OpenFileKind.Device:
                into.Exercise(Clauses.LuoIoc01);
                into.Refuse(Errno.EINVAL, state);
                break;
            case OpenFileKind.Session:
                into.Exercise(Clauses.LuoIoc02);
                into.Refuse(Errno.EINVAL, state);
                break;
            default:
                into.Refuse(Errno.ENOTTY, state);
                break;
        }

        return null;
    }

    /// <summary>Notes what a call that worked on a session shows beyond its own effect.</summary>
    private static void ExerciseCall(ModelState state, ModelSession session, Expectation into)
    {
        if (!state.IsDeviceBusy)
        {
            into.Exercise(Clauses.LuoDev03);
        }

        if (session.Premises.Has(SessionPremises.CopyClosed))
        {
            into.Exercise(Clauses.LuoSess10);
        }

        ExerciseReboots(state, into);
    }

    private static void ExerciseReboots(ModelState state, Expectation into)
    {
        if (state.Premises.Has(StatePremises.RebootCameBack))
        {
            into.Exercise(Clauses.LuoReboot05);
        }

        if (state.Premises.Has(StatePremises.RebootRefused))
        {
            into.Exercise(Clauses.LuoReboot01);
        }

        if (state.Premises.Has(StatePremises.RebootFailed))
        {
            into.Exercise(Clauses.LuoReboot03);
        }
    }
}
