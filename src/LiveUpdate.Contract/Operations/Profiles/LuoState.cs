namespace LiveUpdate.Contract;

/// <summary><c>luo.state d</c>: asks for the state of LUO, where it has one; answers <c>name</c> (D4.1).</summary>
/// <param name="Device">The device.</param>
public sealed record LuoState(Handle Device) : Operation(Verb.LuoState, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("device", Device);

    internal static LuoState Read(Handle result, ArgumentReader from) => new(from.Handle("device"));
}
