using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The handles of operations, seen apart from what the operations do.</summary>
internal static class Handles
{
    /// <summary>Whether an operation names a handle as an argument.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="handle">The handle.</param>
    public static bool Uses(Operation operation, Handle handle)
    {
        foreach (Argument argument in operation.Arguments)
        {
            if (argument.Kind == ArgumentKind.Handle && argument.Handle == handle)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same operation with its arguments' handles replaced.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="result">The new result handle.</param>
    /// <param name="replace">Gives the new handle for each that is used.</param>
    public static Operation Replaced(Operation operation, Handle result, Func<Handle, Handle> replace)
    {
        IReadOnlyList<Argument> arguments = operation.Arguments;
        bool changed = result != operation.Result;
        var replaced = new Argument[arguments.Count];
        for (int i = 0; i < replaced.Length; i++)
        {
            replaced[i] = arguments[i];
            if (arguments[i].Kind == ArgumentKind.Handle)
            {
                Handle handle = replace(arguments[i].Handle);
                changed |= handle != arguments[i].Handle;
                replaced[i] = arguments[i].With(handle);
            }
        }

        return changed ? operation.With(result, replaced) ?? operation : operation;
    }

    /// <summary>The same operation with two handles exchanged among those that it uses; its result stays.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    public static Operation Exchanged(Operation operation, Handle first, Handle second) =>
        Replaced(
            operation,
            operation.Result,
            used =>
                used == first ? second
                : used == second ? first
                : used
        );

    /// <summary>The letter that a canonical handle begins with, by what it names.</summary>
    /// <param name="verb">The verb that makes it.</param>
    public static char LetterOf(Verb verb) =>
        verb switch
        {
            Verb.Open => 'd',
            Verb.CreateSession or Verb.RetrieveSession => 's',
            Verb.Mmap or Verb.Special => 'p',
            Verb.Ioctl => 'x',
            Verb.HandlerRegister => 'h',
            Verb.FlbRegister => 'b',
            Verb.KhoRegisterNotifier => 'n',
            Verb.HandlerFile => 'f',
            >= Verb.KhoFolio and <= Verb.KhoWalk => 'k',
            _ => 'm',
        };
}
