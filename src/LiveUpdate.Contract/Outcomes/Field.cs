namespace LiveUpdate.Contract;

/// <summary>What an answer can say besides "ok" or an error; the text form is the lower-case name.</summary>
public enum Field : byte
{
    /// <summary><c>len</c>: bytes written or read.</summary>
    Len,

    /// <summary><c>data</c>: contents, in the form of <see cref="ContentRuns"/>.</summary>
    Data,

    /// <summary><c>pos</c>: the offset of the open file.</summary>
    Pos,

    /// <summary><c>seals</c>: the seal bits of F_GET_SEALS.</summary>
    Seals,

    /// <summary><c>size</c>: st_size, in bytes.</summary>
    Size,

    /// <summary><c>blocks</c>: st_blocks, in units of 512 bytes.</summary>
    Blocks,

    /// <summary><c>mode</c>: the permission bits of st_mode (07777).</summary>
    Mode,

    /// <summary><c>links</c>: st_nlink.</summary>
    Links,

    /// <summary><c>status</c>: the file status flags of F_GETFL.</summary>
    Status,

    /// <summary><c>descriptor</c>: the descriptor flags of F_GETFD.</summary>
    Descriptor,

    /// <summary><c>count</c>: how many descriptors the program has open.</summary>
    Count,

    /// <summary><c>name</c>: a session's name.</summary>
    Name,

    /// <summary><c>path</c>: the target of a descriptor's link in /proc/self/fd.</summary>
    Path,

    /// <summary><c>arg</c>: the argument of a raw ioctl afterwards, as hexadecimal digits without trailing zeros.</summary>
    Arg,

    /// <summary><c>touched</c>: 1 when a failing raw ioctl changed its argument, else 0.</summary>
    Touched,

    /// <summary><c>injected</c>: an injected fault hit during the operation; a word for what could not be allocated, or <c>copyout</c>.</summary>
    Injected,

    /// <summary><c>version</c>: in which version an object of the kernel was taken.</summary>
    Version,

    /// <summary><c>trace</c>: the callbacks of handlers and FLBs that the operation caused, in the form of <see cref="CallbackTrace"/>.</summary>
    Trace,

    /// <summary><c>value</c>: the number that a handler's file, or an FLB's object, holds.</summary>
    Value,

    /// <summary><c>files</c>: incoming files of a handler, <c>session/token/data</c> separated by commas.</summary>
    Files,

    /// <summary><c>frames</c>: page frames of an object in the kernel, in the form of <see cref="FrameList"/>.</summary>
    Frames,

    /// <summary><c>chunks</c>: the page frames of the chunks that list an area's pages, as <see cref="Frames"/>.</summary>
    Chunks,

    /// <summary><c>left</c>: how many entries of the tracker lie in what was just unpreserved.</summary>
    Left,

    /// <summary><c>keys</c>: keys of a tree in the order of a walk, in the form of <see cref="KeyList"/>.</summary>
    Keys,

    /// <summary><c>steps</c>: the callbacks of a walk in order, <c>n</c> for a node and <c>k</c> for a key, each with how often in a row.</summary>
    Steps,

    /// <summary><c>order</c>: the order of a folio.</summary>
    Order,

    /// <summary><c>refs</c>: the reference count of the first page.</summary>
    Refs,

    /// <summary><c>tails</c>: the sum of the reference counts of all pages but the first.</summary>
    Tails,

    /// <summary><c>enabled</c>: 1 when KHO is on in the running kernel, else 0.</summary>
    Enabled,

    /// <summary><c>incoming</c>: 1 when the kernel before handed something over, else 0.</summary>
    Incoming,
}
