namespace LiveUpdate.Reference;

/// <summary>Who holds a lock during a race.</summary>
/// <param name="name">What is locked.</param>
internal sealed class LockHolders(KernelLock name)
{
    private int _sharing;
    private bool _isAlone;

    /// <summary>What is locked.</summary>
    public KernelLock Name => name;

    /// <summary>Whether it could be taken now.</summary>
    /// <param name="alone">Whether nobody else may hold it then.</param>
    public bool IsFreeFor(bool alone) => !_isAlone && (!alone || _sharing == 0);

    /// <summary>Takes it.</summary>
    /// <param name="alone">Whether nobody else may hold it.</param>
    public void Take(bool alone)
    {
        _isAlone = alone;
        _sharing += alone ? 0 : 1;
    }

    /// <summary>Gives it free.</summary>
    public void GiveFree()
    {
        _sharing -= _isAlone ? 0 : 1;
        _isAlone = false;
    }
}
