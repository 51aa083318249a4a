using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>LUO commands that did their work and could not write their answer, called by their verbs or raw.</summary>
internal static class UnheardCommand
{
    /// <summary>The command of an operation that failed by nothing but its copy-out; 0 for any other.</summary>
    public static ulong Of(Operation operation, Outcome outcome)
    {
        ulong command = CommandOf(operation);
        bool isUnheard =
            outcome.Errno == Errno.EFAULT
            && (
                outcome.IsInjected
                || operation is Ioctl { Place: ArgumentPlace.Readonly } raw
                    && RawArgument.IsReadable(raw, LuoCommand.SizeOf(command))
            );
        return isUnheard ? command : 0;
    }

    /// <summary>Whether an operation was a command that came to writing its answer, with success or without.</summary>
    public static bool HasTried(Operation operation, Outcome outcome) =>
        CommandOf(operation) != 0 && (outcome.IsOk || Of(operation, outcome) != 0);

    /// <summary>The name that CREATE_SESSION or RETRIEVE_SESSION is given.</summary>
    public static ByteString NameOf(Operation operation) =>
        operation switch
        {
            CreateSession create => create.Name.UpToNul(),
            RetrieveSession retrieve => retrieve.Name.UpToNul(),
            _ => RawArgument.Name((Ioctl)operation),
        };

    /// <summary>The session that a command is for, and the token that it is given.</summary>
    public static (Handle Session, ulong Token) FileOf(Operation operation) =>
        operation switch
        {
            RetrieveFd retrieve => (retrieve.Session, retrieve.Token),
            Ioctl raw => (raw.Target, RawArgument.Token(raw)),
            _ => default,
        };

    private static ulong CommandOf(Operation operation) =>
        operation switch
        {
            CreateSession => LuoCommand.CreateSession,
            RetrieveSession => LuoCommand.RetrieveSession,
            PreserveFd => LuoCommand.PreserveFd,
            RetrieveFd => LuoCommand.RetrieveFd,
            FinishSession => LuoCommand.Finish,
            GetName => LuoCommand.GetName,
            Ioctl raw => raw.Command,
            _ => 0,
        };
}
