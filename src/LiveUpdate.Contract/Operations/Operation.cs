namespace LiveUpdate.Contract;

/// <summary>One operation of a program: what the agent asks of the implementation, printed and parsed as one line.</summary>
/// <remarks>
/// <para>Operations are immutable and compared by value. A handle that is not bound to an open descriptor stands for a
/// descriptor number that is never open, so using a closed or never opened handle is an ordinary operation that fails
/// with EBADF. Binding a handle that is still bound is refused with EALREADY before anything happens.</para>
/// <para>The verbs are specified in <c>spec/language.md</c>.</para>
/// </remarks>
/// <param name="Verb">Which operation.</param>
/// <param name="Result">The handle that the new descriptor gets, or <see cref="Handle.None"/>.</param>
public abstract record Operation(Verb Verb, Handle Result)
{
    /// <summary>All arguments in the order of the text form, optional ones only when they differ from the default.</summary>
    public IReadOnlyList<Argument> Arguments
    {
        get
        {
            var writer = new ArgumentWriter();
            Write(writer);
            return writer.Arguments;
        }
    }

    /// <summary>The same operation with other arguments.</summary>
    /// <param name="result">The result handle.</param>
    /// <param name="arguments">The arguments, positional ones first.</param>
    /// <returns>The operation, or <see langword="null"/> when the arguments do not fit the verb.</returns>
    public Operation? With(Handle result, IReadOnlyList<Argument> arguments)
    {
        var reader = new ArgumentReader(arguments);
        Operation operation = Vocabulary.Of(Verb).Read(result, reader);
        return reader.Finish() is null ? operation : null;
    }

    /// <summary>The line of text that parses back to this operation.</summary>
    public sealed override string ToString() => OperationText.Print(this);

    /// <summary>Writes the arguments in the order of the text form.</summary>
    /// <param name="to">Where to.</param>
    internal abstract void Write(ArgumentWriter to);
}
