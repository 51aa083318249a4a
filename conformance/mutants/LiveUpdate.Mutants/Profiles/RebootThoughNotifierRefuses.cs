using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A reboot goes on though a notifier refused.</summary>
[Mutation("reboot-though-notifier-refuses", "A reboot goes on though a notifier refused.", Profile = "stateful-kho")]
[Breaks("KHO-FINAL-08")]
internal sealed class RebootThoughNotifierRefuses : StatefulKhoParts
{
    protected override LuoReboot CreateReboot(Kernel kernel) => new Reboot(kernel);

    private sealed class Reboot(Kernel kernel) : LuoReboot(kernel)
    {
        protected override Errno Complete()
        {
            _ = base.Complete();
            return Errno.None;
        }
    }
}
