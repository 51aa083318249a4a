using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>A generated program with what the model expects of each operation, in the states that its first answers lead to.</summary>
/// <remarks>
/// The expectations are kept so that an implementation which does the expected is judged without asking the model again.
/// A buffer: it is filled anew for each case and holds until then.
/// </remarks>
public sealed class CaseTrace
{
    private Operation[] _operations = new Operation[128];
    private Expectation[] _expectations = new Expectation[128];
    private ModelState[] _before = new ModelState[128];

    /// <summary>How many operations there are.</summary>
    public int Count { get; private set; }

    /// <summary>The operations.</summary>
    public ReadOnlySpan<Operation> Operations => _operations.AsSpan(0, Count);

    /// <summary>The program, as a value of its own.</summary>
    public Program ToProgram() => Program.Of(Operations.ToArray());

    /// <summary>What the model expects of an operation in <see cref="Before"/> it.</summary>
    /// <param name="index">The operation's index.</param>
    public Expectation Expected(int index) => _expectations[index];

    /// <summary>The state that the first answers lead to, before an operation.</summary>
    /// <param name="index">The operation's index.</param>
    public ModelState Before(int index) => _before[index];

    internal void Clear() => Count = 0;

    /// <summary>Appends an operation and steps the model.</summary>
    /// <returns>What is expected; the first alternative is the one that the trace goes on with.</returns>
    internal Expectation Append(LiveUpdateModel model, ModelState before, Operation operation)
    {
        if (Count == _operations.Length)
        {
            Array.Resize(ref _operations, Count * 2);
            Array.Resize(ref _expectations, Count * 2);
            Array.Resize(ref _before, Count * 2);
        }

        Expectation expectation = _expectations[Count] ??= new Expectation();
        model.Step(before, operation, expectation);
        _operations[Count] = operation;
        _before[Count] = before;
        Count++;
        return expectation;
    }
}
