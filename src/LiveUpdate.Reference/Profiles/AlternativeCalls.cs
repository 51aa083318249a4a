using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The operations that a recorded alternative has beyond those of Linux, and what it keeps for them in one kernel.</summary>
public abstract class AlternativeCalls
{
    /// <summary>The operations of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    protected AlternativeCalls(Kernel kernel) => Kernel = kernel;

    /// <summary>The kernel.</summary>
    protected Kernel Kernel { get; }

    /// <summary>Whether a jump through an image that carries the handover hands anything over now.</summary>
    public virtual bool HandsOver => true;

    /// <summary>The callbacks that file handlers have here and nowhere else.</summary>
    public virtual HandlerCallbacks Callbacks => HandlerCallbacks.None;

    /// <summary>Whether a handle names something that belongs to the kernel by these operations.</summary>
    /// <param name="handle">The handle.</param>
    public virtual bool IsBound(Handle handle) => false;

    /// <summary>What is left to do in reboot when everything is frozen and written down.</summary>
    /// <returns>Success, or why the reboot must not happen.</returns>
    public virtual Errno CompleteInReboot() => Errno.None;

    /// <summary>Whether there is an operation.</summary>
    /// <param name="verb">The operation.</param>
    public abstract bool Has(Verb verb);

    /// <summary>Does one operation.</summary>
    /// <param name="operation">One that is there.</param>
    /// <param name="session">The session that it is done on, after the checks of every LUO call, if it is done on one.</param>
    public abstract Outcome Execute(Operation operation, Session? session);

    /// <summary>Says to an audit what is in use here.</summary>
    /// <param name="audit">The audit.</param>
    public virtual void Account(MemoryAudit audit) { }
}
