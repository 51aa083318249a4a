using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>LUO asks the notifiers before it freezes the files.</summary>
[Mutation("notifiers-before-freezing", "LUO asks the notifiers before it freezes the files.", Profile = "stateful-kho")]
[SeenInKernel]
[Breaks("KHO-FINAL-08")]
internal sealed class NotifiersBeforeFreezing : StatefulKhoParts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override Errno Serialize()
        {
            Errno error = base.Complete();
            return error == Errno.None ? base.Serialize() : error;
        }

        protected override Errno Complete() => Errno.None;
    }
}
