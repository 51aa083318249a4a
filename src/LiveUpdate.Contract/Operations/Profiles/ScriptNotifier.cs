namespace LiveUpdate.Contract;

/// <summary><c>kho.notifier_script n on=finalize fail=EIO</c>: says what a callback does from now on (D1.3).</summary>
/// <param name="Notifier">The notifier.</param>
/// <param name="On">The callback.</param>
/// <param name="Fail">The error that it returns; <see cref="Errno.None"/> for success.</param>
/// <param name="Nth">Which call from now on is meant, the first being 1; 0 for every call.</param>
/// <param name="Folio">A folio of the probe that it preserves or unpreserves, or <see cref="Handle.None"/>.</param>
public sealed record ScriptNotifier(Handle Notifier, NotifierCallback On, Errno Fail, ulong Nth, Handle Folio)
    : Operation(Verb.KhoNotifierScript, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("notifier", Notifier)
            .Choice("on", On, null)
            .OptionalErrno("fail", Fail)
            .Optional("nth", Nth, 0)
            .OptionalHandle("folio", Folio);

    internal static ScriptNotifier Read(Handle result, ArgumentReader from) =>
        new(
            from.Handle("notifier"),
            from.Choice<NotifierCallback>("on", null),
            from.OptionalErrno("fail"),
            from.Number("nth", 0, ScriptHandler.MaxNth),
            from.OptionalHandle("folio")
        );
}
