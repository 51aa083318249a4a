using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The files of a session where LUO has a state: they are prepared and frozen by events before they are written down.</summary>
/// <remarks>A mutant of the profile overrides one of the steps.</remarks>
public class StagedFiles : FileSet
{
    /// <summary>An empty set.</summary>
    /// <param name="kernel">The kernel.</param>
    public StagedFiles(Kernel kernel)
        : base(kernel) { }

    private LuoStages Stages => (LuoStages)Kernel.Alternative!;

    /// <inheritdoc/>
    protected internal override Errno Preserve(int number, ulong token) =>
        Stages.IsOpen ? base.Preserve(number, token) : Refusal(Errno.EBUSY, "LUO-STATE-03");

    /// <summary>Prepares every file, in the order of preservation (LUO-STATE-06).</summary>
    /// <param name="prepared">How many files were prepared before an error.</param>
    protected internal virtual Errno Prepare(out int prepared)
    {
        for (prepared = 0; prepared < Files.Count; prepared++)
        {
            Errno error = PrepareOne(Files[prepared]);
            if (error != Errno.None)
            {
                return error;
            }
        }

        return Errno.None;
    }

    /// <summary>Lets the handler prepare a file.</summary>
    /// <param name="file">The file.</param>
    protected static Errno PrepareOne(PreservedFile file) => file.Handler.Prepare(file.File!, file.Data, file.State);

    /// <summary>Lets the handlers cancel the first files, in the order of preservation (LUO-STATE-06, LUO-STATE-09).</summary>
    /// <param name="count">How many.</param>
    protected internal virtual void Cancel(int count)
    {
        for (int i = 0; i < count; i++)
        {
            CancelOne(Files[i]);
        }
    }

    /// <summary>Lets the handler cancel a file.</summary>
    /// <param name="file">The file.</param>
    protected static void CancelOne(PreservedFile file) => file.Handler.Cancel(file.File!, file.Data, file.State);

    /// <summary>What was frozen by the event is only written down at the reboot (LUO-STATE-08).</summary>
    /// <param name="file">The file.</param>
    protected internal override Errno FreezeOne(PreservedFile file) =>
        Stages.IsFrozen ? Errno.None : base.FreezeOne(file);

    /// <summary>The session ends with the kernel, without a callback: nothing of it may wait in the next one (LUO-STATE-12).</summary>
    protected internal virtual void Abandon()
    {
        while (Files.Count > 0)
        {
            PreservedFile file = Files[^1];
            file.Handler.Abandon(file.File!, file.Data, file.State);
            Remove(file);
            Blocks.Shrink(Files.Count);
        }
    }
}
