using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A seek relative to the end starts from 0.</summary>
[Mutation("seek-end-from-zero", "A seek relative to the end starts from 0.")]
[Breaks("BASE-06", "MEMFD-23", "MEMFD-06")]
internal sealed class SeekFromEndIgnoresSize(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(operation is Seek { From: SeekFrom.End } seek ? seek with { From = SeekFrom.Set } : operation);
}
