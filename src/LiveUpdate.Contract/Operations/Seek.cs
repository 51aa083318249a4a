namespace LiveUpdate.Contract;

/// <summary><c>seek m to=0 [from=set]</c>: lseek; answers <c>pos</c>.</summary>
/// <param name="Target">The file.</param>
/// <param name="To">The offset; above 2^63 it is negative, in two's complement.</param>
/// <param name="From">What it is relative to.</param>
public sealed record Seek(Handle Target, ulong To, SeekFrom From = SeekFrom.Set) : Operation(Verb.Seek, Handle.None)
{
    internal override void Write(ArgumentWriter to) =>
        to.Handle("target", Target).Number("to", To).Choice("from", From, SeekFrom.Set);

    internal static Seek Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("to"), from.Choice<SeekFrom>("from", SeekFrom.Set));
}
