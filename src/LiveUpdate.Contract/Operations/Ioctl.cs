namespace LiveUpdate.Contract;

/// <summary>
/// <c>[h =] ioctl d cmd=0xba00 arg=480000… [len=72] [at=mapped] [fd=m]</c>: a raw ioctl; answers <c>arg</c>, or
/// <c>touched</c> beside an error.
/// </summary>
/// <remarks>
/// The buffer holds the bytes of <c>arg</c>, then zeros up to <c>len</c>. With <c>fd</c> the number of that descriptor is
/// put at offset 4 first. Where the command returns a descriptor (CREATE_SESSION, RETRIEVE_SESSION, RETRIEVE_FD) and
/// succeeds, the result handle is bound to it; without a result handle it is closed again at once. The bytes 4 to 7 are
/// reported as zero for the commands that carry a descriptor (0xba00, 0xba01, 0xba40, 0xba41).
/// </remarks>
/// <param name="Result">The handle for the descriptor that the command returns, or none.</param>
/// <param name="Target">The descriptor to call.</param>
/// <param name="Command">The command; 32 bits.</param>
/// <param name="Argument">The first bytes of the buffer.</param>
/// <param name="Length">The length of the buffer in bytes, 0 to 65536.</param>
/// <param name="Place">Where the buffer lies.</param>
/// <param name="File">The descriptor whose number is put at offset 4, or none.</param>
public sealed record Ioctl(
    Handle Result,
    Handle Target,
    ulong Command,
    ByteString Argument,
    ulong Length,
    ArgumentPlace Place = ArgumentPlace.Mapped,
    Handle File = default
) : Operation(Verb.Ioctl, Result)
{
    /// <summary>The longest buffer.</summary>
    public const int MaxLength = 65536;

    internal override void Write(ArgumentWriter to)
    {
        to.Handle("target", Target).Hex("cmd", Command).HexBytes("arg", Argument);
        to.Optional("len", Length, (ulong)Argument.Length).Choice("at", Place, ArgumentPlace.Mapped);
        to.OptionalHandle("fd", File);
    }

    internal static Ioctl Read(Handle result, ArgumentReader from)
    {
        Handle target = from.Handle("target");
        ulong command = from.Number("cmd", null, uint.MaxValue);
        ByteString argument = from.HexBytes("arg", MaxLength);
        ulong length = from.Number("len", (ulong)argument.Length, MaxLength, (ulong)argument.Length);
        ArgumentPlace place = from.Choice<ArgumentPlace>("at", ArgumentPlace.Mapped);
        return new Ioctl(result, target, command, argument, length, place, from.OptionalHandle("fd"));
    }
}
