namespace LiveUpdate.Reference;

/// <summary>A KHO with a finalize step, and users in the kernel that hand objects over by it (D1.3, D5.3).</summary>
public class StatefulKhoParts : Parts
{
    /// <inheritdoc/>
    protected internal override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => CreateFinalizableKho(kernel);

    /// <inheritdoc/>
    protected internal override AlternativeCalls? CreateAlternative(Kernel kernel) => CreateFinalizeStep(kernel);

    /// <summary>The outgoing side of KHO.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual FinalizableKho CreateFinalizableKho(Kernel kernel) => new(kernel);

    /// <summary>The finalize step of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual FinalizeStep CreateFinalizeStep(Kernel kernel) => new(kernel, CreateNotifierChain());

    /// <summary>A chain of notifiers.</summary>
    protected internal virtual NotifierChain CreateNotifierChain() => new();
}
