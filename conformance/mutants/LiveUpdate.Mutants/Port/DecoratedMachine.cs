using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine that passes operations on to a sound one; mutants override what they spoil.</summary>
/// <param name="sound">The sound machine.</param>
internal abstract class DecoratedMachine(IMachine sound) : IMachine
{
    /// <summary>The sound machine.</summary>
    protected IMachine Sound => sound;

    public abstract Outcome Execute(Operation operation);

    public void Dispose() => sound.Dispose();
}
