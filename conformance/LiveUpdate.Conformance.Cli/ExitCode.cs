namespace LiveUpdate.Conformance.Cli;

/// <summary>What the process ends with; the numbers are part of the interface and never change.</summary>
public enum ExitCode
{
    /// <summary>Every clause that was exercised held, or the command did what it was asked.</summary>
    Conformant = 0,

    /// <summary>A clause is broken, or a deviation listed as known no longer happens.</summary>
    Broken = 1,

    /// <summary>Wrong usage or configuration.</summary>
    Usage = 2,

    /// <summary>The implementation crashed, hung or broke the protocol, and no verdict is possible.</summary>
    NoVerdict = 3,

    /// <summary>Everything was skipped.</summary>
    Skipped = 4,

    /// <summary>A bug in luoconf itself.</summary>
    Internal = 70,
}
