using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What the event has frozen is frozen by the reboot again.</summary>
[Mutation("frozen-twice", "What the event has frozen is frozen by the reboot again.", Profile = "luo-v4")]
[SeenInKernel]
[Breaks("LUO-STATE-08")]
internal sealed class FrozenTwice : LuoV4Parts
{
    protected override FileSet CreateFileSet(Kernel kernel) => new Files(kernel);

    private sealed class Files(Kernel kernel) : StagedFiles(kernel)
    {
        protected override Errno FreezeOne(PreservedFile file)
        {
            if (file.Handler is MemfdHandler)
            {
                return base.FreezeOne(file);
            }

            ulong data = file.Data;
            Errno error = CallFreeze(file, ref data);
            file.Data = error == Errno.None ? data : file.Data;
            return error;
        }
    }
}
