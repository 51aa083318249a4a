using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A record of LUO in a format that nobody knows is read all the same.</summary>
[Mutation("planted-luo-format-ignored", "A record of LUO in a format that nobody knows is read all the same.")]
[Breaks("LUO-BOOT-01")]
[SeenWhenPlanted]
internal sealed class AnyLuoFormatAccepted : Parts
{
    protected override bool Accepts(in LuoHeader header) => true;
}
