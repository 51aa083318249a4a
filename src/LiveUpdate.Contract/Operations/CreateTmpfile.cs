namespace LiveUpdate.Contract;

/// <summary><c>t = tmpfile [size=0] [fill=F] [linked=0]</c>: a file on a tmpfs mount, opened for reading and writing, mode 0600.</summary>
/// <param name="Result">The file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Fill">The fill pattern of the whole file, or <see langword="null"/> to leave it sparse.</param>
/// <param name="Linked">1 when the file keeps its name until <c>unlink</c>, 0 when it has none.</param>
public sealed record CreateTmpfile(Handle Result, ulong Size, byte? Fill, ulong Linked)
    : Operation(Verb.Tmpfile, Result)
{
    internal override void Write(ArgumentWriter to) =>
        to.Optional("size", Size, 0).OptionalByte("fill", Fill).Optional("linked", Linked, 0);

    internal static CreateTmpfile Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("size", 0), from.OptionalByte("fill"), from.Number("linked", 0, 1));
}
