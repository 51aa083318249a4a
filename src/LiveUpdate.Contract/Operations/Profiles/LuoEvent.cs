namespace LiveUpdate.Contract;

/// <summary><c>luo.event d event=prepare</c>: moves the state of LUO, where it has one (D4.1).</summary>
/// <param name="Device">The device.</param>
/// <param name="Event">Which event.</param>
public sealed record LuoEvent(Handle Device, EventKind Event) : Operation(Verb.LuoEvent, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("device", Device).Choice("event", Event, null);

    internal static LuoEvent Read(Handle result, ArgumentReader from) =>
        new(from.Handle("device"), from.Choice<EventKind>("event", null));
}
