namespace LiveUpdate.Contract;

/// <summary>Whether the text of a verb begins with <c>handle =</c>.</summary>
internal enum ResultUse
{
    /// <summary>The verb makes no descriptor.</summary>
    Never,

    /// <summary>The verb makes a descriptor, which must be named.</summary>
    Required,

    /// <summary>The verb may make a descriptor.</summary>
    Optional,
}
