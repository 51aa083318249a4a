using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers around images and reboots.</summary>
internal static class BootExplanation
{
    private const int BlockOfSessions = 51;
    private const int BlockOfFiles = 63;

    public static ClauseId Of(Difference difference, Operation op)
    {
        ModelState state = difference.State;
        switch (op)
        {
            case Load { Kind: ImageKind.Crash or ImageKind.Plain }:
                return Clauses.KhoCrash01;
            case Reboot when state.LoadedImage is null:
                return Clauses.LuoReboot01;
            case Reboot or Kexec when state.LoadedImage == ImageKind.Preserve:
                return Clauses.LuoReboot05;
            case Reboot or Kexec:
                return OfJump(difference);
            default:
                return ClauseId.None;
        }
    }

    private static ClauseId OfJump(Difference difference)
    {
        ModelState state = difference.State;
        if (!state.IsLuoEnabled)
        {
            return Clauses.LuoDev01;
        }

        if (difference.Got.Errno == Errno.EINVAL && state.Premises.Has(StatePremises.OtherImageLoaded))
        {
            return Clauses.KhoCrash01;
        }

        if (state.OutgoingSessions.Length > BlockOfSessions)
        {
            return Clauses.LuoSess09;
        }

        foreach (ModelSession session in state.OutgoingSessions)
        {
            if (session.FileArray.Length > BlockOfFiles)
            {
                return Clauses.LuoFile15;
            }
        }

        if (state.Premises.Has(StatePremises.OtherImageLoaded))
        {
            return Clauses.KhoCrash01;
        }

        return state.Premises.Has(StatePremises.RebootRefused) ? Clauses.LuoReboot01 : Clauses.LuoSess04;
    }
}
