namespace LiveUpdate.Contract;

/// <summary>What a seek is relative to.</summary>
public enum SeekFrom : byte
{
    /// <summary><c>set</c>: the start of the file.</summary>
    Set,

    /// <summary><c>cur</c>: the present position.</summary>
    Cur,

    /// <summary><c>end</c>: the end of the file.</summary>
    End,
}
