namespace LiveUpdate.Reference;

/// <summary>The incoming sessions where LUO has a state: the event FINISH ends all of them.</summary>
public class StagedIncoming : IncomingSessions
{
    private readonly HashSet<Session> _held = [];

    /// <summary>Sessions that are not read yet.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="blocks">The blocks of session records, or <see langword="null"/>.</param>
    public StagedIncoming(Kernel kernel, BlockSet? blocks)
        : base(kernel, blocks) { }

    /// <summary>Whether no descriptor leads to a session: nobody has retrieved it, or its closing was refused by a handler.</summary>
    /// <param name="session">The session.</param>
    protected internal virtual bool IsWithoutDescriptor(Session session) =>
        !session.IsRetrieved || _held.Contains(session);

    /// <inheritdoc/>
    protected internal override void Close(Session session)
    {
        _held.Add(session);
        base.Close(session);
    }

    /// <inheritdoc/>
    protected internal override void Remove(Session session)
    {
        base.Remove(session);
        _held.Remove(session);
    }
}
