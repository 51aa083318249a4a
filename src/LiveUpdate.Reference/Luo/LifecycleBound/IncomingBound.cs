namespace LiveUpdate.Reference;

/// <summary>The incoming side of an FLB (luo-model 6.3).</summary>
public sealed class IncomingBound
{
    /// <summary>Whether its record has been read from the image.</summary>
    public bool IsLoaded { get; set; }

    /// <summary>How many files that depended on it are not finished, and how many references are out.</summary>
    public ulong Count { get; set; }

    /// <summary>The data from the image.</summary>
    public ulong Data { get; set; }

    /// <summary>The object, or <see langword="null"/>.</summary>
    public object? Made { get; set; }

    /// <summary>Whether it was retrieved: 0 not yet, 1 yes, a negative error number when that failed.</summary>
    public int Status { get; set; }

    /// <summary>Whether it is finished.</summary>
    public bool IsFinished { get; set; }
}
