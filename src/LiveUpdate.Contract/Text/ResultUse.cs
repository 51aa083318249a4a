namespace LiveUpdate.Contract;

/// <summary>Whether the text of a verb begins with <c>handle =</c>.</summary>
internal enum ResultUse
{
    /// <summary>The verb makes nothing.</summary>
    Never,

    /// <summary>The verb makes a descriptor, a user in the kernel or an object of one, which must be named.</summary>
    Required,

    /// <summary>The verb may make such a thing.</summary>
    Optional,
}
