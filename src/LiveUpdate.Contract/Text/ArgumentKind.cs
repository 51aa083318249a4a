namespace LiveUpdate.Contract;

/// <summary>What kind of value an argument of an operation has.</summary>
public enum ArgumentKind : byte
{
    /// <summary>A positional handle, or the handle of a named argument such as <c>fd=m</c>.</summary>
    Handle,

    /// <summary>A number, written in decimal or with <c>0x</c>.</summary>
    Number,

    /// <summary>Percent-encoded bytes.</summary>
    Bytes,

    /// <summary>Bytes as pairs of hexadecimal digits.</summary>
    HexBytes,

    /// <summary>One word of a fixed choice.</summary>
    Choice,

    /// <summary>Some words of a fixed choice, separated by commas.</summary>
    Set,
}
