using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine with one bug that lies wholly in how operations are taken and answers are given.</summary>
/// <remarks>It keeps book of the open handles, so that a bug can tell a session from a device.</remarks>
/// <param name="inner">The machine below, which is correct.</param>
internal abstract class TamperedMachine(IMachine inner) : IMachine
{
    /// <summary>What is open and preserved, as the program knows it.</summary>
    protected OpenHandles Handles { get; } = new();

    public Outcome Execute(Operation operation) =>
        Handles.IsBound(operation.Result) ? Below(operation) : Answer(operation);

    public void Dispose() => inner.Dispose();

    /// <summary>Does the operation with the bug.</summary>
    protected abstract Outcome Answer(Operation operation);

    /// <summary>Does the operation correctly, and keeps book of it.</summary>
    protected Outcome Below(Operation operation)
    {
        Outcome outcome = inner.Execute(operation);
        Handles.Note(operation, outcome);
        return outcome;
    }

    /// <summary>Does an operation that makes a descriptor, and takes the descriptor back where it should have succeeded.</summary>
    protected Outcome Refuse(Operation operation, Errno errno)
    {
        Outcome outcome = Below(operation);
        return outcome.IsOk ? Withdraw(operation, errno) : outcome;
    }

    /// <summary>Closes the descriptor that an operation has made, and refuses the operation.</summary>
    protected Outcome Withdraw(Operation operation, Errno errno)
    {
        if (!operation.Result.IsNone)
        {
            Below(new Close(operation.Result));
        }

        return Outcome.Refused(errno);
    }

    /// <summary>The outcome with one number changed where it has that field.</summary>
    protected static Outcome Change(Outcome outcome, Field field, Func<ulong, ulong> change)
    {
        FieldValue[] fields = outcome.Fields.ToArray();
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Field == field)
            {
                fields[i] = new FieldValue(field, change(fields[i].Number));
            }
        }

        return outcome.IsOk ? Outcome.Success(fields) : Outcome.Refused(outcome.Errno, fields);
    }
}
