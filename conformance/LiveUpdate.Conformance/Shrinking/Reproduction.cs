namespace LiveUpdate.Conformance;

/// <summary>Whether a failure was seen again, where machines are shared and a kernel may do a thing once and not again.</summary>
public enum Reproduction
{
    /// <summary>Not asked for: a program for itself does the same each time.</summary>
    Unasked,

    /// <summary>Seen again with the program alone on a fresh machine.</summary>
    Alone,

    /// <summary>Seen again, but only with other programs on the same machine.</summary>
    InCompany,

    /// <summary>Not seen again, neither alone nor with those who were there. What was seen stays seen.</summary>
    Never,
}
