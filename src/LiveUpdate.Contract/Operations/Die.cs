namespace LiveUpdate.Contract;

/// <summary><c>die</c>: the agent dies: every descriptor and mapping is closed at once, descriptors in the order of their numbers; a new agent goes on.</summary>
public sealed record Die() : Operation(Verb.Die, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static Die Read(Handle result, ArgumentReader from) => new();
}
