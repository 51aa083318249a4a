namespace LiveUpdate.Reference;

/// <summary>Everything that is preserved, or retrieved and not finished, in any session (LUO-FILE-03, LUO-FILE-13).</summary>
public class OwnedFiles
{
    private readonly Kernel _kernel;
    private readonly HashSet<object> _ids = new(ReferenceEqualityComparer.Instance);

    /// <summary>Nothing is preserved yet.</summary>
    /// <param name="kernel">The kernel.</param>
    public OwnedFiles(Kernel kernel) => _kernel = kernel;

    /// <summary>Takes possession.</summary>
    /// <param name="id">What stands for the file.</param>
    /// <returns>Whether nobody had it.</returns>
    protected internal virtual bool TryTake(object id) => _kernel.Race is null ? _ids.Add(id) : TryTakeInRace(id);

    /// <summary>Gives it free.</summary>
    /// <param name="id">What stands for the file.</param>
    protected internal virtual void GiveFree(object id) => _ids.Remove(id);

    /// <summary>Of several who want one thing exactly one gets it (LUO-RACE-03).</summary>
    private bool TryTakeInRace(object id)
    {
        _kernel.Enter(KernelLock.Owned, this);
        bool isFree = !_ids.Contains(id);
        _kernel.Point();
        if (isFree)
        {
            _ids.Add(id);
        }

        _kernel.Leave(KernelLock.Owned, this);
        return isFree;
    }
}
