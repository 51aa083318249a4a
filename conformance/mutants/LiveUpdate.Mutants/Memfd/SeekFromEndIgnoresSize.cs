using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>While a file is preserved, a seek relative to its end starts from 0.</summary>
[Mutation("memfd-seek-end-while-preserved", "While a file is preserved, a seek relative to its end starts from 0.")]
[Breaks("MEMFD-23", "MEMFD-06")]
internal sealed class SeekFromEndIgnoresSize(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        Below(
            operation is Seek { From: SeekFrom.End } seek && Handles.IsPreserved(seek.Target)
                ? seek with
                {
                    From = SeekFrom.Set,
                }
                : operation
        );
}
