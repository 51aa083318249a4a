using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The private data of a handler is lost once the session has three files.</summary>
[Mutation("handler-private-data-lost", "The private data of a handler is lost once the session has three files.")]
[Breaks("LUO-FILE-32")]
[SeenInKernel]
internal sealed class PrivateDataLost : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override void Append(PreservedFile file)
        {
            base.Append(file);
            if (Files.Count > 2 && Files[1].File?.Scripted is not null)
            {
                Files[1].State = new object();
            }
        }
    }
}
