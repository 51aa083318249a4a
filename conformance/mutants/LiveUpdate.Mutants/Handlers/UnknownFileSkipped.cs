using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A file that came in without a handler is left out, and the open succeeds.</summary>
[Mutation(
    "HL-03-unknown-file-skipped",
    "A file that came in without a handler is left out, and the open succeeds.",
    History = "HL-03"
)]
[Breaks("LUO-FILE-16", "LUO-DEV-04")]
[SeenInKernel]
internal sealed class UnknownFileSkipped : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        protected override Errno DeserializeOne(ReadOnlySpan<byte> entry)
        {
            Errno error = base.DeserializeOne(entry);
            return error == Errno.ENOENT ? Errno.None : error;
        }

        protected override bool CountMatches(ulong count) => true;
    }
}
