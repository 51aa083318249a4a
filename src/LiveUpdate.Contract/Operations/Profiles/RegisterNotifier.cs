namespace LiveUpdate.Contract;

/// <summary><c>n = kho.register_notifier [priority=1]</c>: registers a notifier; scripts say what its callbacks do (D1.3).</summary>
/// <param name="Result">The handle of the notifier; it is free again at the next boot.</param>
/// <param name="Priority">Notifiers of a higher priority are called first.</param>
public sealed record RegisterNotifier(Handle Result, ulong Priority) : Operation(Verb.KhoRegisterNotifier, Result)
{
    /// <summary>The highest priority.</summary>
    public const ulong MaxPriority = byte.MaxValue;

    internal override void Write(ArgumentWriter to) => to.Optional("priority", Priority, 0);

    internal static RegisterNotifier Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("priority", 0, MaxPriority));
}
