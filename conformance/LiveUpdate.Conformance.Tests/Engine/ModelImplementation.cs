using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

/// <summary>An implementation that asks the model what to answer: conformant by construction, and able to lie on purpose.</summary>
internal sealed class ModelImplementation : IImplementation
{
    private readonly Func<ModelState, Operation, Outcome, Outcome>? _lie;
    private readonly Func<Operation, Operation>? _mishear;

    /// <param name="lie">Changes answers; gets the state before, the operation, and the true answer.</param>
    /// <param name="mishear">Changes operations before they are done.</param>
    public ModelImplementation(
        Func<ModelState, Operation, Outcome, Outcome>? lie = null,
        Func<Operation, Operation>? mishear = null
    )
    {
        _lie = lie;
        _mishear = mishear;
    }

    public string Name => "model";

    public string Version => "1";

    public ObservationClasses Observes => ObservationClasses.UserInterface;

    public Features Features { get; init; } = Features.All;

    public IMachine Start() => new Machine(_lie, _mishear);

    private sealed class Machine(
        Func<ModelState, Operation, Outcome, Outcome>? lie,
        Func<Operation, Operation>? mishear
    ) : IMachine
    {
        private static readonly LiveUpdateModel Model = new(ModelOptions.Default);
        private static readonly ModelState Initial = Model.ColdBoot(BootParameters.Default);

        [ThreadStatic]
        private static Expectation? t_expectation;
        private ModelState _state = Initial;

        public Outcome Execute(Operation operation)
        {
            operation = mishear?.Invoke(operation) ?? operation;
            Expectation expectation = t_expectation ??= new Expectation();
            Model.Step(_state, operation, expectation);
            Alternative first = expectation[0];
            Outcome answer = first.Pattern.Outcome ?? Outcome.Refused(Errno.EINVAL);
            Outcome told = lie?.Invoke(_state, operation, answer) ?? answer;
            _state = first.Next;
            return told;
        }

        public void Dispose() { }
    }
}
