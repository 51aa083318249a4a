namespace LiveUpdate.Contract;

/// <summary>An implementation whose machines are dear enough that a report should say what was spent on them.</summary>
public interface IMachineAccount
{
    /// <summary>What its machines did so far and what that took, a line each, for people.</summary>
    IReadOnlyList<string> Account { get; }
}
