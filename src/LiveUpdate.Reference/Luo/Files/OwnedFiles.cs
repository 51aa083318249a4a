namespace LiveUpdate.Reference;

/// <summary>Everything that is preserved, or retrieved and not finished, in any session (LUO-FILE-03, LUO-FILE-13).</summary>
public class OwnedFiles
{
    private readonly HashSet<object> _ids = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes possession.</summary>
    /// <param name="id">What stands for the file.</param>
    /// <returns>Whether nobody had it.</returns>
    protected internal virtual bool TryTake(object id) => _ids.Add(id);

    /// <summary>Gives it free.</summary>
    /// <param name="id">What stands for the file.</param>
    protected internal virtual void GiveFree(object id) => _ids.Remove(id);
}
