namespace LiveUpdate.Contract;

/// <summary>What came back from one operation: <c>ok key=value …</c>, <c>err ERRNO key=value …</c> or <c>unsupported</c>.</summary>
/// <remarks>Immutable and compared by value. Answers without fields are shared instances.</remarks>
public sealed class Outcome : IEquatable<Outcome>
{
    private static readonly Outcome[] Errors =
    [
        .. Enumerable.Range(0, 256).Select(static number => new Outcome(OutcomeKind.Error, (Errno)number, [])),
    ];

    private readonly FieldValue[] _fields;

    private Outcome(OutcomeKind kind, Errno errno, FieldValue[] fields)
    {
        Kind = kind;
        Errno = errno;
        _fields = fields;
    }

    /// <summary>Success with nothing to report.</summary>
    public static Outcome Ok { get; } = new(OutcomeKind.Ok, Errno.None, []);

    /// <summary>The implementation does not have this operation.</summary>
    public static Outcome Unsupported { get; } = new(OutcomeKind.Unsupported, Errno.None, []);

    /// <summary>How the operation ended.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The error, or <see cref="Errno.None"/> unless <see cref="Kind"/> is <see cref="OutcomeKind.Error"/>.</summary>
    public Errno Errno { get; }

    /// <summary>Whether an injected fault hit during the operation.</summary>
    public bool IsInjected
    {
        get
        {
            foreach (ref readonly FieldValue value in _fields.AsSpan())
            {
                if (value.Field == Field.Injected)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether the operation succeeded.</summary>
    public bool IsOk => Kind == OutcomeKind.Ok;

    /// <summary>The fields, in the order in which they were reported.</summary>
    public ReadOnlySpan<FieldValue> Fields => _fields;

    /// <summary>Success with one number.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="number">Its value.</param>
    public static Outcome Success(Field field, ulong number) =>
        new(OutcomeKind.Ok, Errno.None, [new FieldValue(field, number)]);

    /// <summary>Success with one sequence of bytes.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="bytes">Its value.</param>
    public static Outcome Success(Field field, ByteString bytes) =>
        new(OutcomeKind.Ok, Errno.None, [new FieldValue(field, bytes)]);

    /// <summary>Success with the given fields.</summary>
    /// <param name="fields">The fields; none gives <see cref="Ok"/>.</param>
    public static Outcome Success(params ReadOnlySpan<FieldValue> fields) =>
        fields.IsEmpty ? Ok : new(OutcomeKind.Ok, Errno.None, fields.ToArray());

    /// <summary>A refusal.</summary>
    /// <param name="errno">The error; not <see cref="Errno.None"/>.</param>
    public static Outcome Refused(Errno errno) =>
        (uint)errno < (uint)Errors.Length ? Errors[(int)errno] : new Outcome(OutcomeKind.Error, errno, []);

    /// <summary>A refusal with fields.</summary>
    /// <param name="errno">The error.</param>
    /// <param name="fields">The fields.</param>
    public static Outcome Refused(Errno errno, params ReadOnlySpan<FieldValue> fields) =>
        fields.IsEmpty ? Refused(errno) : new(OutcomeKind.Error, errno, fields.ToArray());

    /// <summary>The same answer with one field more; "unsupported" has none.</summary>
    /// <param name="field">The field, which the answer does not have yet.</param>
    public Outcome With(FieldValue field) =>
        Kind == OutcomeKind.Unsupported ? this : new(Kind, Errno, [.. _fields, field]);

    /// <summary>Looks a field up.</summary>
    /// <param name="field">Which field.</param>
    /// <param name="value">Its value when present.</param>
    /// <returns>Whether the answer has the field.</returns>
    public bool TryGet(Field field, out FieldValue value)
    {
        foreach (FieldValue candidate in _fields)
        {
            if (candidate.Field == field)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>
    /// Whether this answer says everything that <paramref name="expected"/> says: the same kind, the same error, and
    /// each field of it with the same value. Further fields of this answer are incidental and ignored, but for
    /// <see cref="Field.Injected"/> and for callbacks that nobody expected in <see cref="Field.Trace"/>.
    /// </summary>
    /// <param name="expected">What was expected.</param>
    public bool Covers(Outcome expected)
    {
        if (ReferenceEquals(this, expected))
        {
            return true;
        }

        // A fault that hit is never incidental.
        return (_fields.Length <= expected._fields.Length || IsInjected == expected.IsInjected) && Says(expected);
    }

    /// <summary>Like <see cref="Covers"/>, whether or not an injected fault hit.</summary>
    /// <param name="expected">What was expected.</param>
    public bool Says(Outcome expected)
    {
        if (ReferenceEquals(this, expected))
        {
            return true;
        }

        if (Kind != expected.Kind || Errno != expected.Errno)
        {
            return false;
        }

        foreach (FieldValue wanted in expected._fields)
        {
            if (!TryGet(wanted.Field, out FieldValue got) || got != wanted)
            {
                return false;
            }
        }

        return _fields.Length <= expected._fields.Length
            || expected.TryGet(Field.Trace, out _)
            || !TryGet(Field.Trace, out FieldValue trace)
            || trace.Bytes is not { Length: > 0 };
    }

    /// <inheritdoc/>
    public bool Equals(Outcome? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Kind == other.Kind
            && Errno == other.Errno
            && _fields.AsSpan().SequenceEqual(other._fields)
        );

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Outcome);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Errno, _fields.Length);

    /// <summary>The answer's text, as on the wire.</summary>
    public override string ToString() => OutcomeText.Print(this);
}
