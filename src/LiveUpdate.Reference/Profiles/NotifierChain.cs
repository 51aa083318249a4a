using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The notifiers of a kernel's KHO, in the order in which they are called (D1.3).</summary>
public class NotifierChain
{
    private readonly List<Notifier> _notifiers = [];

    /// <summary>The notifiers that are registered, those of the highest priority first.</summary>
    public IReadOnlyList<Notifier> Notifiers => _notifiers;

    /// <summary>Whether a notifier is registered.</summary>
    /// <param name="notifier">The notifier.</param>
    public bool Contains(Notifier notifier) => _notifiers.Contains(notifier);

    /// <summary>Registers a notifier.</summary>
    /// <param name="notifier">One that is not registered.</param>
    public void Register(Notifier notifier) => _notifiers.Insert(PlaceOf(notifier), notifier);

    /// <summary>Takes a notifier out of the chain.</summary>
    /// <param name="notifier">The notifier.</param>
    protected internal virtual void Unregister(Notifier notifier) => _notifiers.Remove(notifier);

    /// <summary>Where a notifier comes: behind all of its priority, before all of a lower one (KHO-FINAL-05).</summary>
    /// <param name="notifier">The notifier.</param>
    protected internal virtual int PlaceOf(Notifier notifier)
    {
        int place = _notifiers.FindIndex(other => other.Priority < notifier.Priority);
        return place < 0 ? _notifiers.Count : place;
    }

    /// <summary>Tells all that the handover is being completed, up to the first that refuses; then all are told of that (KHO-FINAL-06).</summary>
    /// <returns>Success, or the error of that one.</returns>
    protected internal virtual Errno CallFinalize()
    {
        for (int i = 0; i < _notifiers.Count; i++)
        {
            Errno error = _notifiers[i].OnFinalize();
            if (error != Errno.None)
            {
                CallOff(i);
                return Refusal(error, "KHO-FINAL-06");
            }
        }

        return Errno.None;
    }

    /// <summary>Tells all that the handover was refused, whatever they answer: those that were not asked too (KHO-FINAL-06).</summary>
    /// <param name="refusing">The place of the one that has refused.</param>
    protected internal virtual void CallOff(int refusing)
    {
        foreach (Notifier notifier in _notifiers)
        {
            _ = notifier.OnAbort();
        }
    }

    /// <summary>Tells all that the handover is taken back by hand, up to the first that fails (KHO-FINAL-07).</summary>
    /// <returns>Success, or the error of that one.</returns>
    protected internal virtual Errno CallAbort()
    {
        foreach (Notifier notifier in _notifiers)
        {
            Errno error = notifier.OnAbort();
            if (error != Errno.None)
            {
                return Refusal(error, "KHO-FINAL-07");
            }
        }

        return Errno.None;
    }
}
