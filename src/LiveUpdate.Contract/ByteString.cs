using System.Text;

namespace LiveUpdate.Contract;

/// <summary>An immutable sequence of bytes, compared by value: a session name, an argument, an answer's text.</summary>
public sealed class ByteString : IEquatable<ByteString>
{
    private readonly byte[] _bytes;
    private readonly int _hash;

    /// <summary>Copies the given bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public ByteString(ReadOnlySpan<byte> bytes)
        : this(bytes.ToArray()) { }

    private ByteString(byte[] owned)
    {
        _bytes = owned;
        var hash = new HashCode();
        hash.AddBytes(owned);
        _hash = hash.ToHashCode();
    }

    /// <summary>No bytes at all.</summary>
    public static ByteString Empty { get; } = new([]);

    /// <summary>How many bytes there are.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The bytes of a text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    public static ByteString Of(string text) => text.Length == 0 ? Empty : new(Encoding.UTF8.GetBytes(text));

    /// <summary>A sequence of one repeated byte.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="length">How often; not negative.</param>
    public static ByteString Repeat(byte value, int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, value);
        return new ByteString(bytes);
    }

    /// <summary>The bytes before the first NUL, or all of them when there is none.</summary>
    public ByteString UpToNul()
    {
        int end = Array.IndexOf(_bytes, (byte)0);
        return end < 0 ? this : new ByteString(_bytes.AsSpan(0, end));
    }

    /// <inheritdoc/>
    public bool Equals(ByteString? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && _bytes.AsSpan().SequenceEqual(other._bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ByteString);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The percent-encoded text of the bytes.</summary>
    public override string ToString() => PercentEncoding.Encode(_bytes);
}
