using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference;

/// <summary>Notes what a walk visits, and stops it at a callback.</summary>
/// <param name="stop">Which callback stops it, counted from 1; 0 for none.</param>
internal sealed class TreeWalk(ulong stop) : ITrackerVisitor
{
    private readonly List<ulong> _keys = [];
    private readonly WalkSteps _steps = new();

    /// <summary>What was visited.</summary>
    public FieldValue[] Fields =>
        [new FieldValue(Field.Keys, KeyList.Print([.. _keys])), new FieldValue(Field.Steps, _steps.ToValue())];

    public Errno Node(ulong address)
    {
        _steps.AddNode();
        return Next();
    }

    public Errno Key(TrackerKey key)
    {
        _keys.Add(key.Value);
        _steps.AddKey();
        return Next();
    }

    private Errno Next() => _steps.Count == stop ? Errno.ECANCELED : Errno.None;
}
