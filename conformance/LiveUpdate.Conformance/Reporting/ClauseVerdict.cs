namespace LiveUpdate.Conformance;

/// <summary>What a run says about one clause.</summary>
public enum ClauseVerdict
{
    /// <summary>It was exercised and held every time.</summary>
    Held,

    /// <summary>It was broken at least once.</summary>
    Broken,

    /// <summary>It was broken, as listed among the known deviations.</summary>
    BrokenAsKnown,

    /// <summary>It is listed as a known deviation but held.</summary>
    HeldUnexpectedly,

    /// <summary>Its premise was never met; that is not a pass.</summary>
    NotExercised,

    /// <summary>It is judged through other clauses, of which every one that can be seen was exercised; the remark names them.</summary>
    Carried,

    /// <summary>The suite does not check it yet, or the implementation cannot show it.</summary>
    NotApplicable,
}
