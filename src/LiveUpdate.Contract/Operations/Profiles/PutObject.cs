namespace LiveUpdate.Contract;

/// <summary>
/// <c>object.put name=a fill=0x7 [versions=0x1]</c>: a user in the kernel hands an object over, in each version of a set
/// (D2.3).
/// </summary>
/// <param name="Name">The object's name; 1 to 8 bytes.</param>
/// <param name="Fill">The byte of which the record in version 0 is made; that in version v is made of this plus v.</param>
/// <param name="Versions">A bit for each version from 0 to 3.</param>
public sealed record PutObject(ByteString Name, byte Fill, ulong Versions) : Operation(Verb.PutObject, Handle.None)
{
    /// <summary>The longest name, in bytes.</summary>
    public const int MaxName = 8;

    /// <summary>All versions.</summary>
    public const ulong AllVersions = 0xf;

    /// <summary>How many objects there can be at once.</summary>
    public const int MaxObjects = 4;

    /// <summary>The size of a record, in bytes.</summary>
    public const int RecordSize = 64;

    internal override void Write(ArgumentWriter to) =>
        to.Bytes("name", Name).Hex("fill", Fill).OptionalHex("versions", Versions, 1);

    internal static PutObject Read(Handle result, ArgumentReader from) =>
        new(
            from.Bytes("name", MaxName),
            (byte)from.Number("fill", null, byte.MaxValue),
            from.Number("versions", 1, AllVersions)
        );
}
