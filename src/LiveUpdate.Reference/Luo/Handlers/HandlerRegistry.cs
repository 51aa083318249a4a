using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>The file handlers in the order of their registration, which is their priority (luo-model 5).</summary>
public class HandlerRegistry
{
    private readonly List<FileHandler> _handlers = new(1);

    /// <summary>The handlers, first registered first.</summary>
    public IReadOnlyList<FileHandler> Handlers => _handlers;

    /// <summary>Registers a handler.</summary>
    /// <param name="handler">The handler.</param>
    /// <returns>Success, or EEXIST when its name is taken (LUO-FILE-17).</returns>
    public Errno Register(FileHandler handler)
    {
        if (FindByName(handler.Compatible.Span) is not null)
        {
            return Refusal(Errno.EEXIST, "LUO-FILE-17");
        }

        _handlers.Add(handler);
        return Errno.None;
    }

    /// <summary>The first handler that takes a file (LUO-FILE-16).</summary>
    /// <param name="file">The open file.</param>
    protected internal virtual FileHandler? FindFor(OpenFile file)
    {
        foreach (FileHandler handler in _handlers)
        {
            if (handler.CanPreserve(file))
            {
                return handler;
            }
        }

        return null;
    }

    /// <summary>The handler of a name in the image (LUO-FILE-16).</summary>
    /// <param name="compatible">The name.</param>
    protected internal virtual FileHandler? FindByName(ReadOnlySpan<byte> compatible)
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
