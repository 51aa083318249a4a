using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>One thing that is wrong in a handover image: which clause it breaks, where, and what.</summary>
/// <remarks>The text is made when it is asked for, so that finding a fault in a hostile image costs next to nothing.</remarks>
public readonly record struct ImageFault
{
    private readonly string _subject;
    private readonly string _template;
    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>A fault.</summary>
    /// <param name="clause">The clause that is broken.</param>
    /// <param name="address">The physical address of what is wrong.</param>
    /// <param name="template">What is wrong; <c>{0}</c> and <c>{1}</c> stand for the numbers, <c>{0:x}</c> for one in hex.</param>
    /// <param name="first">A number in the text.</param>
    /// <param name="second">Another number in the text.</param>
    /// <param name="subject">What goes before the text as it is.</param>
    public ImageFault(
        ClauseId clause,
        ulong address,
        string template,
        ulong first = 0,
        ulong second = 0,
        string subject = ""
    )
    {
        _subject = subject;
        Clause = clause;
        Address = address;
        _template = template;
        _first = first;
        _second = second;
    }

    /// <summary>The clause that is broken.</summary>
    public ClauseId Clause { get; }

    /// <summary>The physical address of what is wrong.</summary>
    public ulong Address { get; }

    /// <summary>What is wrong, in one line, without clause and address.</summary>
    public string Message => _subject + string.Format(_template ?? string.Empty, _first, _second);

    /// <summary>The clause, the address and what is wrong.</summary>
    public override string ToString() => $"{Clause} broken at 0x{Address:x}: {Message}";
}
