using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Counts how often each clause was exercised and broken, and keeps the first faults.</summary>
internal sealed class RuleLedger
{
    /// <summary>How many faults are kept; the first one of each clause is always among them.</summary>
    public const int MaxKept = 64;

    private readonly List<ImageFault> _faults = [];
    private int[] _exercised = [];
    private int[] _broken = [];

    /// <summary>The faults kept.</summary>
    public IReadOnlyList<ImageFault> Faults => _faults;

    /// <summary>How many faults there were.</summary>
    public long FaultCount { get; private set; }

    public void Clear()
    {
        if (_exercised.Length < ClauseId.Count)
        {
            _exercised = new int[ClauseId.Count];
            _broken = new int[ClauseId.Count];
        }
        else
        {
            Array.Clear(_exercised);
        }

        if (FaultCount > 0)
        {
            Array.Clear(_broken);
            _faults.Clear();
            FaultCount = 0;
        }
    }

    public int Exercised(ClauseId clause) => clause.Index < _exercised.Length ? _exercised[clause.Index] : 0;

    public int Broken(ClauseId clause) => clause.Index < _broken.Length ? _broken[clause.Index] : 0;

    public void Exercise(ClauseId clause, int times = 1) => _exercised[clause.Index] += times;

    /// <summary>Counts an exercise of a clause, and a fault unless the condition holds.</summary>
    /// <returns>The condition.</returns>
    public bool Require(
        bool holds,
        ClauseId clause,
        ulong address,
        string template,
        ulong first = 0,
        ulong second = 0,
        string subject = ""
    )
    {
        _exercised[clause.Index]++;
        if (!holds)
        {
            Break(clause, address, template, first, second, subject);
        }

        return holds;
    }

    /// <summary>Counts a fault.</summary>
    public void Break(
        ClauseId clause,
        ulong address,
        string template,
        ulong first = 0,
        ulong second = 0,
        string subject = ""
    )
    {
        FaultCount++;
        if (_broken[clause.Index]++ == 0 || _faults.Count < MaxKept)
        {
            _faults.Add(new ImageFault(clause, address, template, first, second, subject));
        }
    }

    /// <summary>Gives the kept faults away.</summary>
    public ImageFault[] TakeFaults() => CollectionsMarshal.AsSpan(_faults).ToArray();
}
