using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

/// <summary>The reference as an implementation that runs many programs at once, and shows their images as if they were shared.</summary>
internal sealed class SharedMachines(Parts parts) : IBatchImplementation, IBatchImageObservable
{
    private readonly ReferenceImplementation _reference = new(parts: parts);

    public Func<IImageKeeper>? Keepers { get; set; }

    public string Name => _reference.Name;

    public string Version => _reference.Version;

    public ObservationClasses Observes => _reference.Observes;

    public Features Features => Features.All & ~(Features.PreserveContext | Features.KernelMemory);

    public IMachine Start() => _reference.Start();

    public IReadOnlyList<BatchAnswer> RunBatch(
        IReadOnlyList<Program> programs,
        CancellationToken cancellation = default
    ) => [.. programs.Select(program => Run(program, isAlone: programs.Count == 1))];

    private BatchAnswer Run(Program program, bool isAlone)
    {
        using IMachine machine = Start();
        var jumps = new List<SharedJump>();
        IImageKeeper? keeper = Keepers?.Invoke();
        ((IImageObservable)machine).AtJump = image =>
        {
            if (keeper is not null)
            {
                jumps.Add(new SharedJump(keeper.Keep(image), static name => name, isAlone));
            }
        };
        var outcomes = new List<Outcome>();
        ImplementationFaultException? fault = null;
        try
        {
            foreach (Operation operation in program.Operations)
            {
                outcomes.Add(machine.Execute(operation));
                keeper = operation is ColdBoot ? Keepers?.Invoke() : keeper;
            }
        }
        catch (ImplementationFaultException thrown)
        {
            fault = thrown;
        }

        return new BatchAnswer([.. outcomes], fault, isAlone) { Jumps = [.. jumps] };
    }
}
