using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Tokens lose their highest bit.</summary>
[Mutation("HL-25-token-63-bits", "Tokens lose their highest bit.", History = "HL-25")]
[Breaks("LUO-FILE-02", "LUO-FILE-07")]
internal sealed class TokenOf63Bits(IMachine inner) : TokenMachine(inner)
{
    protected override ulong Taken(ulong token) => token & long.MaxValue;
}
