using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Executes programs and judges each answer by the model, and does nothing else.</summary>
/// <param name="implementation">The implementation.</param>
internal sealed class BareLoop(IImplementation implementation)
{
    private readonly LiveUpdateModel _model = new(ModelOptions.Default);
    private readonly Expectation _expectation = new();

    /// <summary>Executes and judges a program.</summary>
    /// <param name="operations">The program.</param>
    /// <exception cref="InvalidOperationException">An answer is not allowed: the figures would mean nothing.</exception>
    public void Run(ReadOnlySpan<Operation> operations)
    {
        ModelState state = _model.ColdBoot(BootParameters.Default);
        using IMachine machine = implementation.Start();
        foreach (Operation operation in operations)
        {
            _model.Step(state, operation, _expectation);
            state = Follow(machine.Execute(operation), operation);
        }
    }

    /// <summary>Executes and judges a program that is made while it runs.</summary>
    /// <param name="length">How many operations it has.</param>
    /// <param name="next">Gives the operation for a state.</param>
    /// <exception cref="InvalidOperationException">An answer is not allowed: the figures would mean nothing.</exception>
    public void Run(int length, Func<ModelState, Operation> next)
    {
        ModelState state = _model.ColdBoot(BootParameters.Default);
        using IMachine machine = implementation.Start();
        for (int i = 0; i < length; i++)
        {
            Operation operation = next(state);
            _model.Step(state, operation, _expectation);
            state = Follow(machine.Execute(operation), operation);
        }
    }

    private ModelState Follow(Outcome got, Operation operation)
    {
        for (int i = 0; i < _expectation.Count; i++)
        {
            if (_expectation[i].Pattern.Matches(got))
            {
                return _expectation[i].Next;
            }
        }

        throw new InvalidOperationException($"{operation} -> {got}, allowed is {_expectation}");
    }
}
