using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A notifier whose callbacks do what a program says, and are noted.</summary>
internal sealed class ScriptedNotifier(Kernel kernel, FinalizeStep step, RegisterNotifier register) : Notifier
{
    private readonly CallbackScript?[] _scripts = new CallbackScript?[2];

    /// <inheritdoc/>
    public override ulong Priority => register.Priority;

    public void Set(ScriptNotifier script) =>
        _scripts[(int)script.On] = new CallbackScript
        {
            Fail = script.Fail,
            Nth = script.Nth,
            Folio = script.Folio,
        };

    /// <inheritdoc/>
    public override Errno OnFinalize()
    {
        CallbackScript? script = _scripts[(int)NotifierCallback.Finalize]?.Call();
        Errno error = FolioOf(script) is var page && page != 0 ? step.PreserveInCallback(page) : Errno.None;
        return Note("finalize", error == Errno.None ? script?.Fail ?? Errno.None : error);
    }

    /// <inheritdoc/>
    public override Errno OnAbort()
    {
        CallbackScript? script = _scripts[(int)NotifierCallback.Abort]?.Call();
        if (FolioOf(script) is var page && page != 0)
        {
            step.UnpreserveInCallback(page);
        }

        return Note("abort", script?.Fail ?? Errno.None);
    }

    /// <summary>The first page of the folio that a script names; 0 for none, or when the handle names none any more.</summary>
    private int FolioOf(CallbackScript? script) =>
        script is not null && kernel.Probe?.FindFolio(script.Folio, out int page) == Errno.None ? page : 0;

    private Errno Note(string callback, Errno error)
    {
        // A callback takes its time.
        kernel.Point();
        (kernel.Scripts ??= new ScriptedObjects(kernel)).Trace.Add(
            register.Result,
            callback,
            string.Empty,
            error == Errno.None ? "0" : $"{error}"
        );
        return error;
    }
}
