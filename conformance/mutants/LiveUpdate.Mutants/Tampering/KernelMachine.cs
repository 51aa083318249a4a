using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine of which all can be seen but the accounts of memory.</summary>
/// <param name="inner">The machine.</param>
internal sealed class KernelMachine(IMachine inner) : IMachine, IImageObservable, IHandoverView
{
    public Action<IPhysicalImage>? AtJump
    {
        get => ((IImageObservable)inner).AtJump;
        set => ((IImageObservable)inner).AtJump = value;
    }

    public Outcome Execute(Operation operation) => inner.Execute(operation);

    public IPhysicalImage View() => ((IHandoverView)inner).View();

    public void Dispose() => inner.Dispose();
}
