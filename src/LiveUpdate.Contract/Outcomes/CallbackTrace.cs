namespace LiveUpdate.Contract;

/// <summary>
/// Collects the callbacks of one operation in the form of the field <c>trace</c>:
/// <c>h.preserve(0x5):0x5,b.unpreserve(0x0)</c>.
/// </summary>
/// <remarks>
/// An entry is the handle of the handler or FLB, a dot, the callback, its arguments between parentheses with slashes between them, and,
/// if it returns something, a colon and that. Entries stand in the order in which the callbacks returned, with commas
/// between them. It is not for use from several threads.
/// </remarks>
public sealed class CallbackTrace
{
    /// <summary>Stands for a file, or an object, that is not there or is not one of a handler.</summary>
    public const string Nothing = "-";

    private readonly System.Text.StringBuilder _text = new();

    /// <summary>An empty collection.</summary>
    public CallbackTrace() { }

    /// <summary>A collection with the same entries.</summary>
    /// <param name="other">The entries.</param>
    public CallbackTrace(CallbackTrace other) => _text.Append(other._text);

    /// <summary>Whether no callback has been added.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>A number as entries have it.</summary>
    /// <param name="number">The number, or <see langword="null"/> for nothing.</param>
    public static string Of(ulong? number) => number is { } value ? $"0x{value:x}" : Nothing;

    /// <summary>Adds a callback that has returned.</summary>
    /// <param name="owner">The handler or FLB.</param>
    /// <param name="callback">Its word in the language.</param>
    /// <param name="arguments">The arguments, with slashes between them.</param>
    /// <param name="result">What it returned, or <see langword="null"/> when it returns nothing.</param>
    public void Add(Handle owner, string callback, string arguments, string? result = null)
    {
        _text.Append(IsEmpty ? string.Empty : ",").Append(owner).Append('.').Append(callback);
        _text.Append('(').Append(arguments).Append(')');
        if (result is not null)
        {
            _text.Append(':').Append(result);
        }
    }

    /// <summary>The field's value.</summary>
    public ByteString ToValue() => ByteString.Of(_text.ToString());

    /// <summary>The field's value; the collection is empty afterwards.</summary>
    public ByteString Take()
    {
        ByteString value = ToValue();
        Clear();
        return value;
    }

    /// <summary>Forgets all entries.</summary>
    public void Clear() => _text.Clear();
}
