namespace LiveUpdate.Contract;

/// <summary><c>unload</c>: unload the image that reboot would run; nothing loaded is no error.</summary>
public sealed record Unload() : Operation(Verb.Unload, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static Unload Read(Handle result, ArgumentReader from) => new();
}
