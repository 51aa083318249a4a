using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Tokens are cut to 32 bits.</summary>
[Mutation("HL-25-token-32-bits", "Tokens are cut to 32 bits.", History = "HL-25")]
[Breaks("LUO-FILE-02", "LUO-FILE-07")]
internal sealed class TokenOf32Bits(IMachine inner) : TokenMachine(inner)
{
    protected override ulong Taken(ulong token) => (uint)token;
}
