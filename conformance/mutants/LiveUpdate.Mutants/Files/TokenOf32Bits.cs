using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Tokens are cut to 32 bits.</summary>
[Mutation("HL-25-token-32-bits", "Tokens are cut to 32 bits.", History = "HL-25")]
[Breaks("LUO-FILE-02", "LUO-FILE-07")]
internal sealed class TokenOf32Bits(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation switch
            {
                PreserveFd preserve => preserve with { Token = (uint)preserve.Token },
                RetrieveFd retrieve => retrieve with { Token = (uint)retrieve.Token },
                _ => operation,
            }
        );
}
