namespace LiveUpdate.Model;

/// <summary>Something that a state knows again in the states that follow.</summary>
public abstract record Identified
{
    /// <summary>Its identity in this state and the states that follow.</summary>
    public required int Id { get; init; }
}
