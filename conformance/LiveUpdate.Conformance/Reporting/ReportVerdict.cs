namespace LiveUpdate.Conformance;

/// <summary>What a whole run says about an implementation.</summary>
public enum ReportVerdict
{
    /// <summary>Every clause that was exercised held.</summary>
    Conformant,

    /// <summary>A clause is broken, or a deviation listed as known no longer happens.</summary>
    Broken,

    /// <summary>The implementation crashed, hung or broke the protocol, so that no verdict is possible.</summary>
    NoVerdict,

    /// <summary>Nothing was exercised.</summary>
    NothingExercised,
}
