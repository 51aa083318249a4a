using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The last file of a session is frozen first.</summary>
[Mutation("handler-freeze-last-first", "The last file of a session is frozen first.")]
[Breaks("LUO-FILE-14")]
[SeenInKernel]
internal sealed class FreezeLastFirst : Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : FileSet(kernel)
    {
        private bool _isFrozen;

        protected override Errno Freeze(out int frozen)
        {
            frozen = 0;
            for (int i = Files.Count - 1; i >= 0; i--)
            {
                Errno error = base.FreezeOne(Files[i]);
                if (error != Errno.None)
                {
                    return error;
                }
            }

            _isFrozen = true;
            Errno written = base.Freeze(out frozen);
            _isFrozen = false;
            return written;
        }

        protected override Errno FreezeOne(PreservedFile file) => _isFrozen ? Errno.None : base.FreezeOne(file);
    }
}
