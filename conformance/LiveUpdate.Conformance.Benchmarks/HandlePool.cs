using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>The few handles of one kind that the compared mixes use; after a look at a state, the bound ones apart from the free ones.</summary>
internal sealed class HandlePool
{
    private readonly Handle[] _all;
    private readonly Handle[] _parted;
    private int _bound;

    /// <summary>A pool that has not looked at any state.</summary>
    /// <param name="letter">The first letter of the handles.</param>
    /// <param name="count">How many there are.</param>
    public HandlePool(char letter, int count)
    {
        _all = [.. Enumerable.Range(0, count).Select(number => Handle.Numbered(letter, number))];
        _parted = [.. _all];
    }

    /// <summary>The handles to call: the bound ones, or all where none is, or before a look.</summary>
    public ReadOnlySpan<Handle> Bound => _bound == 0 ? _parted : _parted.AsSpan(0, _bound);

    /// <summary>The handles for what is new: those that are not bound, or all where every one is, or before a look.</summary>
    public ReadOnlySpan<Handle> Free => _bound == _parted.Length ? _parted : _parted.AsSpan(_bound);

    /// <summary>Looks at a state.</summary>
    /// <param name="state">The model's state.</param>
    public void Look(ModelState state)
    {
        _bound = 0;
        int free = _all.Length;
        foreach (Handle handle in _all)
        {
            _parted[state.IsBound(handle) ? _bound++ : --free] = handle;
        }
    }
}
