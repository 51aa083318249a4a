namespace LiveUpdate.Contract;

/// <summary><c>truncate m size=4096</c>: ftruncate.</summary>
/// <param name="Target">The file.</param>
/// <param name="Size">The new size in bytes.</param>
public sealed record Truncate(Handle Target, ulong Size) : Operation(Verb.Truncate, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Number("size", Size);

    internal static Truncate Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("size"));
}
