namespace LiveUpdate.Model;

/// <summary>One callback of a trace, taken apart.</summary>
/// <param name="Text">The whole entry.</param>
/// <param name="Owner">The handle of the handler or FLB.</param>
/// <param name="Callback">The callback's word.</param>
/// <param name="Rest">Arguments and result.</param>
internal sealed record TraceEntry(string Text, string Owner, string Callback, string Rest)
{
    /// <summary>The file that the callback is about, as far as it is told one.</summary>
    public string File
    {
        get
        {
            string[] arguments = Rest.TrimStart('(').Split(')')[0].Split('/');
            if (Callback is not ("can_finish" or "finish") || arguments.Length < 3)
            {
                return arguments[0];
            }

            // Files that were not retrieved are told apart by their data.
            return arguments[1] == LiveUpdate.Contract.CallbackTrace.Nothing ? arguments[2] : arguments[1];
        }
    }

    /// <summary>Takes the value of the field <c>trace</c> apart, as far as it has the form of one.</summary>
    public static TraceEntry[] Parse(string trace) =>
        [.. trace.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(One)];

    private static TraceEntry One(string text)
    {
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        return dot < 0 || open < dot
            ? new TraceEntry(text, string.Empty, string.Empty, text)
            : new TraceEntry(text, text[..dot], text[(dot + 1)..open], text[open..]);
    }
}
