namespace LiveUpdate.Conformance;

/// <summary>How a run ended.</summary>
public enum RunVerdict
{
    /// <summary>Every answer was allowed.</summary>
    Conformant,

    /// <summary>A clause is broken.</summary>
    Broken,

    /// <summary>The implementation gave no answer.</summary>
    NoVerdict,

    /// <summary>Nothing was exercised: everything was skipped or unsupported.</summary>
    NothingExercised,
}
