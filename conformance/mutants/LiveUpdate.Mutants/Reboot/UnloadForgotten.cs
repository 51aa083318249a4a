using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Unloading an image leaves it loaded.</summary>
[Mutation("unload-forgotten", "Unloading an image leaves it loaded.")]
[Breaks("LUO-REBOOT-01", "BASE-08")]
internal sealed class UnloadForgotten(IMachine inner) : TamperedMachine(inner)
{
    private bool _isForgotten;

    protected override Outcome Answer(Operation operation)
    {
        if (operation is Unload)
        {
            _isForgotten = true;
            return Outcome.Ok;
        }

        if (_isForgotten && operation is Load or Kexec or ColdBoot)
        {
            // Whatever is loaded now takes the place of the image that should be gone.
            Below(new Unload());
        }

        _isForgotten &= operation is not (Load or Kexec or ColdBoot or Reboot);
        return Below(operation);
    }
}
