using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A session is finished by closing it, whatever was not retrieved.</summary>
[Mutation(
    "close-never-refused",
    "A session is finished by closing it, whatever was not retrieved.",
    Profile = "finish-on-close"
)]
[Breaks("LUO-CLOSE-02")]
internal sealed class CloseNeverRefused : FinishOnCloseParts
{
    protected override bool MustKeep(Session session) => false;
}
