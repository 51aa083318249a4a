namespace LiveUpdate.Contract;

/// <summary><c>kho.unregister_notifier n</c>: takes a notifier out of the chain (D1.3).</summary>
/// <param name="Notifier">The notifier.</param>
public sealed record UnregisterNotifier(Handle Notifier) : Operation(Verb.KhoUnregisterNotifier, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("notifier", Notifier);

    internal static UnregisterNotifier Read(Handle result, ArgumentReader from) => new(from.Handle("notifier"));
}
