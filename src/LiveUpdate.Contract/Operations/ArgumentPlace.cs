namespace LiveUpdate.Contract;

/// <summary>Where the argument of a raw ioctl lies.</summary>
public enum ArgumentPlace : byte
{
    /// <summary><c>mapped</c>: in memory that ends, with an unmapped page behind it, where the buffer ends.</summary>
    Mapped,

    /// <summary><c>null</c>: the pointer is 0.</summary>
    Null,

    /// <summary><c>unmapped</c>: the pointer leads to an unmapped page.</summary>
    Unmapped,

    /// <summary><c>readonly</c>: as <see cref="Mapped"/>, but the memory cannot be written.</summary>
    Readonly,
}
