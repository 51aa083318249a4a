using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The file handlers in the order of their registration, which is their priority (luo-model 5).</summary>
public class HandlerRegistry
{
    private readonly Kernel _kernel;
    private readonly List<FileHandler> _handlers = new(1);

    /// <summary>A registry without handlers.</summary>
    /// <param name="kernel">The kernel.</param>
    public HandlerRegistry(Kernel kernel) => _kernel = kernel;

    private LiveUpdateOrchestrator Luo => _kernel.Luo!;

    /// <summary>The handlers, first registered first.</summary>
    public IReadOnlyList<FileHandler> Handlers => _handlers;

    /// <summary>Registers a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Success; EINVAL without a mandatory callback, EEXIST when its name is taken (LUO-FILE-17).</returns>
    protected internal virtual Errno Register(FileHandler handler)
    {
        if (!HasAll(handler))
        {
            return Refusal(Errno.EINVAL, "LUO-FILE-17");
        }

        if (IsTaken(handler.Compatible))
        {
            return Refusal(Errno.EEXIST, "LUO-FILE-17");
        }

        _handlers.Add(handler);
        return Errno.None;
    }

    /// <summary>Whether a handler has the callbacks that it cannot do without.</summary>
    /// <param name="handler">The handler.</param>
    protected internal virtual bool HasAll(FileHandler handler) => handler.IsComplete;

    /// <summary>Whether a registered handler has a string.</summary>
    /// <param name="compatible">The string.</param>
    protected internal virtual bool IsTaken(ByteString compatible) =>
        _handlers.Exists(handler => handler.Compatible.Equals(compatible));

    /// <summary>Takes a handler out of the list, and all FLBs from it (luo-model 5, LUO-FLB-07).</summary>
    /// <param name="handler">The handler.</param>
    protected internal virtual void Unregister(FileHandler handler)
    {
        UnlinkAll(handler);
        _handlers.Remove(handler);
    }

    /// <summary>Takes all FLBs from a handler that goes (LUO-FLB-07).</summary>
    /// <param name="handler">The handler.</param>
    protected internal virtual void UnlinkAll(FileHandler handler)
    {
        while (handler.Bound.Count > 0)
        {
            Luo.Flbs.Unregister(handler, handler.Bound[^1]);
        }
    }

    /// <summary>The first handler that takes a file (LUO-FILE-16).</summary>
    /// <param name="file">The open file.</param>
    protected internal virtual FileHandler? FindFor(OpenFile file)
    {
        foreach (FileHandler handler in _handlers)
        {
            if (Takes(handler, file))
            {
                return handler;
            }
        }

        return null;
    }

    /// <summary>Asks a handler whether it takes a file.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="file">The open file.</param>
    protected static bool Takes(FileHandler handler, OpenFile file) => handler.CanPreserve(file);

    /// <summary>The handler of a name in the image (LUO-FILE-16).</summary>
    /// <param name="compatible">The name.</param>
    protected internal virtual FileHandler? FindByName(ReadOnlySpan<byte> compatible) => Exactly(compatible);

    /// <summary>The registered handler of exactly a string.</summary>
    /// <param name="compatible">The string.</param>
    internal FileHandler? Exactly(ReadOnlySpan<byte> compatible)
    {
        foreach (FileHandler handler in _handlers)
        {
            if (handler.Compatible.Span.SequenceEqual(compatible))
            {
                return handler;
            }
        }

        return null;
    }
}
