namespace LiveUpdate.Contract;

/// <summary><c>add_seals m seals=0x2</c>: F_ADD_SEALS.</summary>
/// <param name="Target">The file.</param>
/// <param name="Seals">1 SEAL, 2 SHRINK, 4 GROW, 8 WRITE, 0x10 FUTURE_WRITE, 0x20 EXEC; 32 bits.</param>
public sealed record AddSeals(Handle Target, ulong Seals) : Operation(Verb.AddSeals, Handle.None)
{
    internal override void Write(ArgumentWriter to) => to.Handle("target", Target).Hex("seals", Seals);

    internal static AddSeals Read(Handle result, ArgumentReader from) =>
        new(from.Handle("target"), from.Number("seals", null, uint.MaxValue));
}
