using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A write that found its file not frozen goes on when it is: looking and writing are two steps, and preserving does not wait.</summary>
[Mutation(
    "race-file-changed-behind-freeze",
    "A write that found its file not frozen goes on when it is: looking and writing are two steps, and preserving does not wait."
)]
[Breaks("LUO-RACE-08")]
[SeenInRaces]
internal sealed class FileChangedBehindFreeze : Parts
{
    protected override bool Takes(KernelLock name) => name is not KernelLock.Inode;
}
