using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>Preserves files of one kind across a kexec (luo-model 4 and 5).</summary>
/// <remarks>
/// <para>LUO calls a handler under its locks, one call at a time for one file. What <see cref="Preserve"/> gives as data is
/// stored for the handler and handed to <see cref="Retrieve"/> in the next kernel; nothing else crosses the kexec.</para>
/// <para>The members without a body are those that a handler cannot be registered without.</para>
/// </remarks>
public abstract class FileHandler
{
    /// <summary>The string that stands in the image and finds the handler again; at most 47 bytes.</summary>
    public abstract ByteString Compatible { get; }

    /// <summary>The FLBs that its files depend on, in the order of their registration with it.</summary>
    public IReadOnlyList<LifecycleBound> LifecycleBounds => Bound;

    internal List<LifecycleBound> Bound { get; } = [];

    /// <summary>Whether it has all the callbacks that it cannot do without (LUO-FILE-17).</summary>
    protected internal virtual bool IsComplete => true;

    /// <summary>Whether this handler takes the file. The first registered handler that says yes gets it (LUO-FILE-16).</summary>
    /// <param name="file">The open file.</param>
    protected internal abstract bool CanPreserve(OpenFile file);

    /// <summary>What stands for the file when LUO looks for a second preservation of the same thing (LUO-FILE-03).</summary>
    /// <param name="file">The open file.</param>
    protected internal virtual object GetId(OpenFile file) => file;

    /// <summary>Preserves the file.</summary>
    /// <param name="file">The open file; LUO holds a reference.</param>
    /// <param name="data">What the next kernel's handler gets.</param>
    /// <param name="state">What this handler wants back in <see cref="Freeze"/>, <see cref="Unfreeze"/> and <see cref="Unpreserve"/>.</param>
    /// <returns>Success, or an error with everything as it was before.</returns>
    protected internal abstract Errno Preserve(OpenFile file, out ulong data, out object? state);

    /// <summary>Undoes <see cref="Preserve"/>.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data, as preserve or freeze left it.</param>
    /// <param name="state">The handler's own state.</param>
    protected internal abstract void Unpreserve(OpenFile file, ulong data, object? state);

    /// <summary>Checks once more whether the file can be handed over, where a live update is prepared before its reboot (D3.4).</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data; it stays.</param>
    /// <param name="state">The handler's own state.</param>
    /// <returns>Success, or an error that stops the preparation.</returns>
    protected internal virtual Errno Prepare(OpenFile file, ulong data, object? state) => Errno.None;

    /// <summary>Undoes <see cref="Prepare"/>: there will be no live update yet, or not with this file.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data, as preserve or freeze left it.</param>
    /// <param name="state">The handler's own state.</param>
    protected internal virtual void Cancel(OpenFile file, ulong data, object? state) { }

    /// <summary>
    /// The kernel ends and hands no session over: takes out what would wait in the next kernel for nobody. No kernel of Linux
    /// needs it, and it is no callback of the contract; a handler that keeps its data in one number has nothing to do.
    /// </summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data, as preserve left it.</param>
    /// <param name="state">The handler's own state.</param>
    protected internal virtual void Abandon(OpenFile file, ulong data, object? state) { }

    /// <summary>Takes the last look before the jump.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data; a new value counts only with success (LUO-REBOOT-07).</param>
    /// <param name="state">The handler's own state.</param>
    /// <returns>Success, or an error that stops the reboot.</returns>
    protected internal virtual Errno Freeze(OpenFile file, ref ulong data, object? state) => Errno.None;

    /// <summary>Undoes <see cref="Freeze"/> after a reboot that failed.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data.</param>
    /// <param name="state">The handler's own state.</param>
    protected internal virtual void Unfreeze(OpenFile file, ulong data, object? state) { }

    /// <summary>Makes the file again in the next kernel. It is called once; an error is final (LUO-FILE-09).</summary>
    /// <param name="data">The data from the image; hostile.</param>
    /// <param name="file">An open file with one reference.</param>
    protected internal abstract Errno Retrieve(ulong data, out OpenFile? file);

    /// <summary>Whether the file may be finished now (LUO-FILE-12).</summary>
    /// <param name="status">0 when it was never retrieved, 1 when it was, a negative error number when that failed.</param>
    /// <param name="file">The open file, if it was retrieved.</param>
    /// <param name="data">The data from the image.</param>
    protected internal virtual bool CanFinish(int status, OpenFile? file, ulong data) => true;

    /// <summary>Lets go of what was handed over for the file.</summary>
    /// <param name="status">0 when it was never retrieved, 1 when it was, a negative error number when that failed.</param>
    /// <param name="file">The open file, if it was retrieved.</param>
    /// <param name="data">The data from the image; hostile.</param>
    protected internal abstract void Finish(int status, OpenFile? file, ulong data);

    /// <summary>Says to an audit what a preserved file has in use.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="file">The open file.</param>
    /// <param name="data">The data.</param>
    /// <param name="state">The handler's own state.</param>
    protected internal virtual void AccountPreserved(MemoryAudit audit, OpenFile file, ulong data, object? state) { }

    /// <summary>Says to an audit what of a file, handed over and not retrieved, is waiting.</summary>
    /// <param name="audit">The audit.</param>
    /// <param name="data">The data from the image.</param>
    protected internal virtual void AccountIncoming(MemoryAudit audit, ulong data) { }
}
