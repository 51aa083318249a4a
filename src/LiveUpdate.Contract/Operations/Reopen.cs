namespace LiveUpdate.Contract;

/// <summary><c>r = reopen m [flags=2]</c>: open the same file again through /proc/self/fd, with a position of its own.</summary>
/// <param name="Result">The new descriptor; FD_CLOEXEC is clear.</param>
/// <param name="Target">The file; anything but a memfd or tmpfs file is refused with an error.</param>
/// <param name="Flags">Open flags: 0 O_RDONLY, 1 O_WRONLY, 2 O_RDWR, 0x400 O_APPEND, 0x200000 O_PATH.</param>
public sealed record Reopen(Handle Result, Handle Target, ulong Flags = 2) : Operation(Verb.Reopen, Result)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).OptionalHex("flags", Flags, 2);

    internal static Reopen Read(Handle result, ArgumentReader from) =>
        new(result, from.Handle("target"), from.Number("flags", 2, 0x200403));
}
