namespace LiveUpdate.Contract;

/// <summary>Which descriptor <c>special</c> makes.</summary>
public enum SpecialKind : byte
{
    /// <summary><c>pipe</c>: the reading end of a pipe whose writing end is closed.</summary>
    Pipe,

    /// <summary><c>eventfd</c>.</summary>
    Eventfd,

    /// <summary><c>null</c>: /dev/null.</summary>
    Null,

    /// <summary><c>proc</c>: /proc/version, read only.</summary>
    Proc,
}
