namespace LiveUpdate.Contract;

/// <summary><c>m = memfd [size=0] [fill=F] [flags=0x3] [name=]</c>: memfd_create, ftruncate, and a write of the fill pattern.</summary>
/// <param name="Result">The memfd.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Fill">The fill pattern of the whole file, or <see langword="null"/> to leave it sparse.</param>
/// <param name="Flags">MFD flags: 1 CLOEXEC, 2 ALLOW_SEALING, 4 HUGETLB, 8 NOEXEC_SEAL, 16 EXEC; 32 bits.</param>
/// <param name="Name">The name given to memfd_create.</param>
public sealed record CreateMemfd(Handle Result, ulong Size, byte? Fill, ulong Flags, ByteString Name)
    : Operation(Verb.Memfd, Result)
{
    /// <summary>CLOEXEC and ALLOW_SEALING.</summary>
    public const ulong DefaultFlags = 3;

    internal override void Write(ArgumentWriter to)
    {
        to.Optional("size", Size, 0).OptionalByte("fill", Fill).OptionalHex("flags", Flags, DefaultFlags);
        to.OptionalBytes("name", Name);
    }

    internal static CreateMemfd Read(Handle result, ArgumentReader from) =>
        new(
            result,
            from.Number("size", 0),
            from.OptionalByte("fill"),
            from.Number("flags", DefaultFlags, uint.MaxValue),
            from.OptionalBytes("name", 512)
        );
}
