namespace LiveUpdate.Conformance;

/// <summary>How much a clause binds; the text form in the clause files is the lower-case name.</summary>
public enum ClauseLevel
{
    /// <summary><c>must</c>: an implementation that does otherwise is not conformant. The sentence says MUST.</summary>
    Must,

    /// <summary><c>should</c>: doing otherwise is reported and is no breach. The sentence says SHOULD.</summary>
    Should,

    /// <summary><c>alternative</c>: a recorded design that an implementation may choose; it binds under its profile. The sentence says MAY.</summary>
    Alternative,
}
