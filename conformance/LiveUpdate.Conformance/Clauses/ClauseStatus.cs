namespace LiveUpdate.Conformance;

/// <summary>Whether the suite checks a clause today.</summary>
public enum ClauseStatus
{
    /// <summary><c>checked</c>: a default campaign exercises it and judges it.</summary>
    Checked,

    /// <summary><c>carried</c>: a principle or a detail, judged and counted under the clauses in <see cref="Clause.Carriers"/>.</summary>
    Carried,

    /// <summary><c>not-yet</c>: nothing checks it so far; <see cref="Clause.Reason"/> says what is missing.</summary>
    NotYet,

    /// <summary><c>excused</c>: a default campaign cannot exercise it; <see cref="Clause.Reason"/> says why.</summary>
    Excused,
}
