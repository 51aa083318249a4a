namespace LiveUpdate.Contract;

/// <summary>The callbacks of an FLB, as a set or a single one; all are mandatory (luo-model 6.1).</summary>
[Flags]
public enum FlbCallbacks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>preserve</c>: the first file that depends on it is about to be preserved.</summary>
    Preserve = 1,

    /// <summary><c>unpreserve</c>: nothing depends on it any more.</summary>
    Unpreserve = 2,

    /// <summary><c>retrieve</c>: makes the object again in the next kernel.</summary>
    Retrieve = 4,

    /// <summary><c>finish</c>: everything that depended on it is finished.</summary>
    Finish = 8,
}
