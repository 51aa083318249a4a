namespace LiveUpdate.Conformance.Cli;

/// <summary>How something that luoconf looked at is.</summary>
internal enum FindingState
{
    /// <summary>It works.</summary>
    Good,

    /// <summary>It is not there, and only some commands need it.</summary>
    Missing,

    /// <summary>It is needed and does not work.</summary>
    Broken,
}
