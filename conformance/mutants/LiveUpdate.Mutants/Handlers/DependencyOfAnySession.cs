using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file that is preserved in another session counts as preserved in this one.</summary>
[Mutation(
    "handler-dependency-of-any-session",
    "A file that is preserved in another session counts as preserved in this one."
)]
[Breaks("LUO-FILE-30")]
[SeenInKernel]
internal sealed class DependencyOfAnySession : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override bool Holds(OpenFile file) =>
            Luo.Outgoing.Sessions.Any(session => session.Files.HoldsItself(file));
    }
}
