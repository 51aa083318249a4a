using System.Globalization;
using System.Text;

namespace LiveUpdate.Contract;

/// <summary>The answer's form of the callbacks of a walk: <c>n6k2n1k1</c> for six nodes, two keys, a node and a key.</summary>
/// <remarks>An instance collects the callbacks of one walk.</remarks>
public sealed class WalkSteps
{
    private readonly StringBuilder _text = new();
    private char _last;
    private int _count;

    /// <summary>How many callbacks there were.</summary>
    public ulong Count { get; private set; }

    /// <summary>A node was visited.</summary>
    public void AddNode() => Add('n');

    /// <summary>A key was visited.</summary>
    public void AddKey() => Add('k');

    /// <summary>The text of all that was added.</summary>
    public ByteString ToValue()
    {
        Flush();
        return ByteString.Of(_text.ToString());
    }

    private void Add(char step)
    {
        if (step != _last)
        {
            Flush();
            _last = step;
        }

        _count++;
        Count++;
    }

    private void Flush()
    {
        if (_count > 0)
        {
            _text.Append(_last).Append(_count.ToString(CultureInfo.InvariantCulture));
        }

        _count = 0;
    }
}
