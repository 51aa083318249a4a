namespace LiveUpdate.Reference;

/// <summary>Users in the kernel that hand objects over in several versions at once (D2.3).</summary>
public class MultiVersionParts : Parts
{
    /// <inheritdoc/>
    protected internal override AlternativeCalls? CreateAlternative(Kernel kernel) => CreateObjects(kernel);

    /// <summary>The objects of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual KernelObjects CreateObjects(Kernel kernel) => new(kernel);
}
