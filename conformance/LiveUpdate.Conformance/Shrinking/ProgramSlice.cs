using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Guesses what of a program its last operation depends on.</summary>
internal static class ProgramSlice
{
    /// <summary>
    /// The operations that have a handle, a session name or a token in common with the last one, or with those that
    /// have; and what concerns the whole machine. A guess: whether it fails still has to be tried.
    /// </summary>
    /// <param name="operations">The program.</param>
    public static Operation[] Of(Operation[] operations)
    {
        var wanted = new HashSet<(string, string)>();
        var kept = new bool[operations.Length];
        bool isMore = true;
        while (isMore)
        {
            // What is wanted for the sake of an operation may concern one that comes behind it.
            isMore = false;
            for (int i = operations.Length - 1; i >= 0; i--)
            {
                bool isLast = i == operations.Length - 1;
                if (!kept[i] && (isLast || IsGlobal(operations[i]) || Touches(operations[i], wanted)))
                {
                    kept[i] = true;
                    isMore = true;
                    Want(operations[i], wanted);
                }
            }
        }

        return [.. operations.Where((_, i) => kept[i])];
    }

    private static bool IsGlobal(Operation operation) =>
        operation.Verb
            is Verb.Kexec
                or Verb.Reboot
                or Verb.ColdBoot
                or Verb.Die
                or Verb.Load
                or Verb.Unload
                or Verb.LimitFds
                or Verb.Inject
                or Verb.HandlerRegister;

    private static bool Touches(Operation operation, HashSet<(string, string)> wanted)
    {
        if (!operation.Result.IsNone && wanted.Contains(("handle", operation.Result.ToString())))
        {
            return true;
        }

        foreach (Argument argument in operation.Arguments)
        {
            if (Key(argument) is { } key && key.Item1 != "device" && wanted.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    private static void Want(Operation operation, HashSet<(string, string)> wanted)
    {
        foreach (Argument argument in operation.Arguments)
        {
            if (Key(argument) is { } key)
            {
                wanted.Add(key);
                if (key.Item1 == "device")
                {
                    wanted.Add(("handle", key.Item2));
                }
            }
        }
    }

    private static (string, string)? Key(Argument argument) =>
        argument.Kind switch
        {
            ArgumentKind.Handle => (argument.Name == "device" ? "device" : "handle", argument.Text),
            ArgumentKind.Bytes when argument.Name == "name" => ("name", argument.Text),
            ArgumentKind.Number when argument.Name == "token" => ("token", argument.Text),
            _ => null,
        };
}
