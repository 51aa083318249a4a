using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>Unloading an image leaves it loaded.</summary>
[Mutation("unload-forgotten", "Unloading an image leaves it loaded.")]
[Breaks("LUO-REBOOT-01", "BASE-08")]
internal sealed class UnloadForgotten(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) => operation is Unload ? Outcome.Ok : Below(operation);
}
