using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Examples.Handler;

/// <summary>The reference with <see cref="ChainHandler"/> before its own handler for memfds; what the suite is given.</summary>
public sealed class ChainImplementation() : ReferenceImplementation(parts: new ChainParts(), name: "chain")
{
    /// <summary>Its image is not judged: the rules know the layout of <c>memfd-v2</c> only.</summary>
    public override ObservationClasses Observes =>
        base.Observes & ~(ObservationClasses.Image | ObservationClasses.Planted);

    private sealed class ChainParts : Parts
    {
        /// <summary>The first handler that takes a file gets it, so that none is left for the one behind.</summary>
        protected override IReadOnlyList<FileHandler> CreateFileHandlers(Kernel kernel) =>
            [new ChainHandler(kernel), CreateMemfdHandler(kernel)];
    }
}
