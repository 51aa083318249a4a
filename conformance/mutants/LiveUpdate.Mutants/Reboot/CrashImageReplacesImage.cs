using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Loading a crash image unloads the image for reboot.</summary>
[Mutation("crash-image-replaces-image", "Loading a crash image unloads the image for reboot.")]
[Breaks("KHO-CRASH-01", "BASE-08")]
internal sealed class CrashImageReplacesImage(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation)
    {
        Outcome outcome = Below(operation);
        if (operation is Load { Kind: ImageKind.Crash } && outcome.IsOk)
        {
            Below(new Unload());
        }

        return outcome;
    }
}
