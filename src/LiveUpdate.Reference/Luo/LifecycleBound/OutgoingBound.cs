namespace LiveUpdate.Reference;

/// <summary>The outgoing side of an FLB (luo-model 6.2).</summary>
public sealed class OutgoingBound
{
    /// <summary>How many preserved files depend on it, and how many references are out.</summary>
    public ulong Count { get; set; }

    /// <summary>What the next kernel gets.</summary>
    public ulong Data { get; set; }

    /// <summary>The object, or <see langword="null"/>.</summary>
    public object? Made { get; set; }
}
