namespace LiveUpdate.Conformance;

/// <summary>What a handle of a generated program names.</summary>
internal enum HoldingKind : byte
{
    /// <summary>The device.</summary>
    Device,

    /// <summary>A session that this kernel made.</summary>
    Outgoing,

    /// <summary>A session from the kernel before.</summary>
    Incoming,

    /// <summary>A memfd or a file on tmpfs.</summary>
    Memory,

    /// <summary>A mapping.</summary>
    Mapping,

    /// <summary>A descriptor that no handler accepts.</summary>
    Special,

    /// <summary>A file that scripted handlers take.</summary>
    Handled,
}
