using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Reads from an answer which callbacks an operation caused, and says how each of them can be made to fail.</summary>
internal static class FailingCallback
{
    /// <summary>For every callback of an operation that can fail and did not, the operation that makes it fail.</summary>
    /// <param name="program">The program.</param>
    /// <param name="index">The operation that caused them.</param>
    /// <param name="answer">Its answer.</param>
    public static IEnumerable<Operation> Of(Operation[] program, int index, Outcome answer)
    {
        if (!answer.TryGet(Field.Trace, out FieldValue trace) || trace.Bytes is null)
        {
            yield break;
        }

        var calls = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (string entry in trace.Bytes.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int dot = entry.IndexOf('.', StringComparison.Ordinal);
            int open = entry.IndexOf('(', StringComparison.Ordinal);
            if (dot <= 0 || open < dot)
            {
                continue;
            }

            string call = entry[..open];
            ulong nth = calls[call] = calls.GetValueOrDefault(call) + 1;
            if (Script(program, index, entry[..dot], entry[(dot + 1)..open], nth) is { } script && Succeeded(entry))
            {
                yield return script;
            }
        }
    }

    /// <summary>Whether a callback succeeded: it gave neither an error nor "no".</summary>
    private static bool Succeeded(string entry)
    {
        int colon = entry.LastIndexOf(':');
        string result = colon < 0 ? string.Empty : entry[(colon + 1)..];
        bool isNo = result == "0" && entry.Contains(".can_", StringComparison.Ordinal);
        return !isNo && !result.StartsWith('E');
    }

    private static Operation? Script(Operation[] program, int index, string owner, string callback, ulong nth)
    {
        Handle handle = Handle.Parse(owner);
        Operation? maker = Array.FindLast(program[..index], operation => operation.Result == handle);
        return (maker?.Verb, callback) switch
        {
            (Verb.HandlerRegister, "can_preserve") => Fail(handle, HandlerCallbacks.CanPreserve, nth),
            (Verb.HandlerRegister, "preserve") => Fail(handle, HandlerCallbacks.Preserve, nth),
            (Verb.HandlerRegister, "prepare") => Fail(handle, HandlerCallbacks.Prepare, nth),
            (Verb.HandlerRegister, "freeze") => Fail(handle, HandlerCallbacks.Freeze, nth),
            (Verb.HandlerRegister, "retrieve") => Fail(handle, HandlerCallbacks.Retrieve, nth),
            (Verb.HandlerRegister, "can_finish") => Fail(handle, HandlerCallbacks.CanFinish, nth),
            (Verb.KhoRegisterNotifier, "finalize") => Fail(handle, NotifierCallback.Finalize, nth),
            (Verb.KhoRegisterNotifier, "abort") => Fail(handle, NotifierCallback.Abort, nth),
            (Verb.FlbRegister, "preserve") => Fail(handle, FlbCallbacks.Preserve, nth),
            (Verb.FlbRegister, "retrieve") => Fail(handle, FlbCallbacks.Retrieve, nth),
            _ => null,
        };
    }

    private static ScriptHandler Fail(Handle handler, HandlerCallbacks callback, ulong nth) =>
        new(handler, callback, Errno.EIO, null, Math.Min(nth, ScriptHandler.MaxNth), Handle.None);

    private static ScriptNotifier Fail(Handle notifier, NotifierCallback callback, ulong nth) =>
        new(notifier, callback, Errno.EIO, Math.Min(nth, ScriptHandler.MaxNth), Handle.None);

    private static ScriptFlb Fail(Handle flb, FlbCallbacks callback, ulong nth) =>
        new(flb, callback, Errno.EIO, 0, ScriptFlb.DefaultObject, Math.Min(nth, ScriptHandler.MaxNth));
}
