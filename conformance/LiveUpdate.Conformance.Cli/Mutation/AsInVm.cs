using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Shows of an implementation only what a kernel in a virtual machine shows: the user interface and the images at its jumps, in
/// batches, without what its guest cannot do. Judged so, a mutant tells what the campaign against a kernel would have noticed.
/// </summary>
/// <remarks>Each program has a machine for itself; that programs share a kernel there is not reproduced, nor that totals of memory are compared.</remarks>
/// <param name="inner">The implementation.</param>
internal sealed class AsInVm(IImplementation inner) : IBatchImplementation, IBatchImageObservable
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public string Version => inner.Version;

    /// <inheritdoc/>
    public ObservationClasses Observes => Shown & inner.Observes;

    /// <inheritdoc/>
    public Func<IImageKeeper>? Keepers { get; set; }

    /// <summary>What such a kernel shows.</summary>
    public static ObservationClasses Shown => ObservationClasses.UserInterface | ObservationClasses.Image;

    /// <inheritdoc/>
    public Features Features => inner.Features & TargetFeatures;

    private static Features TargetFeatures =>
        Features.HostilePointers
        | Features.SecondProcess
        | Features.Hugetlb
        | Features.Mappings
        | Features.DescriptorLimits
        | Features.BootParameters
        | Features.ColdBoot;

    /// <inheritdoc/>
    public IMachine Start() => inner.Start();

    /// <inheritdoc/>
    public IReadOnlyList<BatchAnswer> RunBatch(
        IReadOnlyList<Contract.Program> programs,
        CancellationToken cancellation = default
    ) => [.. programs.Select(program => Run(program, cancellation))];

    private BatchAnswer Run(Contract.Program program, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var outcomes = new List<Outcome>();
        var jumps = new List<SharedJump>();
        try
        {
            using IMachine machine = inner.Start();
            IImageKeeper? keeper = Keepers?.Invoke();
            if (machine is IImageObservable observable)
            {
                observable.AtJump = image =>
                {
                    if (keeper is not null)
                    {
                        jumps.Add(new SharedJump(keeper.Keep(image), static name => name, IsAlone: true));
                    }
                };
            }

            foreach (Operation operation in program.Operations)
            {
                outcomes.Add(machine.Execute(operation));
                keeper = operation is ColdBoot ? Keepers?.Invoke() : keeper;
            }
        }
        catch (ImplementationFaultException fault)
        {
            // A kernel that goes down is a finding there, not the end of the campaign.
            return new BatchAnswer(
                [.. outcomes],
                new ImplementationFaultException(FaultKind.KernelFailed, fault.Message, fault.LastWords),
                RanAlone: true
            )
            {
                Jumps = [.. jumps],
            };
        }

        return new BatchAnswer([.. outcomes], null, RanAlone: true) { Jumps = [.. jumps] };
    }
}
