using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine of which the user interface and the images can be seen, but not the accounts of memory.</summary>
/// <param name="inner">The machine.</param>
internal sealed class ImageMachine(IMachine inner) : IMachine, IImageObservable
{
    public Action<IPhysicalImage>? AtJump
    {
        get => ((IImageObservable)inner).AtJump;
        set => ((IImageObservable)inner).AtJump = value;
    }

    public Outcome Execute(Operation operation) => inner.Execute(operation);

    public void Dispose() => inner.Dispose();
}
