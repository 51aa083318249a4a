using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to open.</summary>
internal static class DeviceExplanation
{
    private const int BlockOfSessions = 51;
    private const int BlockOfFiles = 63;

    public static ClauseId Open(Difference difference)
    {
        ModelState state = difference.State;
        ClauseId presence = Presence(state);
        if (difference.Wanted.Errno is Errno.ENOENT)
        {
            return presence;
        }

        if (difference.Wanted.Errno is Errno.EMFILE)
        {
            // LUO-DEV-06 is judged here.
            return Clauses.LuoDev02;
        }

        if (difference.Succeeded && state.Premises.Has(StatePremises.RebootCameBack))
        {
            // The kernel that holds the device should still run.
            return state.Premises.Has(StatePremises.OtherImageLoaded) ? Clauses.KhoCrash01 : Clauses.LuoReboot05;
        }

        return difference.Got.Errno switch
        {
            Errno.ENOENT or Errno.ENXIO or Errno.ENODEV => presence,
            Errno.EMFILE => Clauses.LuoIoc05,
            Errno.EIO or Errno.EINVAL or Errno.ENOMEM when difference.Failed && !state.IncomingSessions.IsEmpty =>
                Deserialization(state),
            _ => Clauses.LuoDev02,
        };
    }

    /// <summary>The device is there and should not be, or the other way round: by its kernel's parameters, or by the wrong kernel.</summary>
    private static ClauseId Presence(ModelState state)
    {
        if (state.Premises.Has(StatePremises.ParametersSpelt))
        {
            return Clauses.KhoCmd01;
        }

        return state.Premises.Has(StatePremises.OtherImageBefore) ? Clauses.KhoCrash01 : Clauses.LuoDev01;
    }

    /// <summary>Sessions that could not be brought in at all.</summary>
    private static ClauseId Deserialization(ModelState state)
    {
        if (state.SessionsAtKexec > BlockOfSessions)
        {
            return Clauses.LuoSess09;
        }

        foreach (ModelSession session in state.IncomingSessions)
        {
            if (session.FilesAtKexec > BlockOfFiles)
            {
                return Clauses.LuoFile15;
            }
        }

        return Clauses.LuoSess04;
    }
}
