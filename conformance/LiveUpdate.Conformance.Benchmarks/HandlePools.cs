using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>The handles that the operations of the compared mixes use: any, or after a look at a state those that make sense in it.</summary>
internal sealed class HandlePools
{
    /// <summary>The device.</summary>
    public HandlePool Device { get; } = new('d', 1);

    /// <summary>The sessions.</summary>
    public HandlePool Session { get; } = new('s', 3);

    /// <summary>The files.</summary>
    public HandlePool File { get; } = new('m', 4);

    /// <summary>Looks at a state.</summary>
    /// <param name="state">The model's state.</param>
    public void Look(ModelState state)
    {
        Device.Look(state);
        Session.Look(state);
        File.Look(state);
    }
}
