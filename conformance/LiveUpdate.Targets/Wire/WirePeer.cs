using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Whoever is at the other end of a wire, beside the bytes themselves: how it fares and how it is ended.</summary>
internal abstract class WirePeer : IDisposable
{
    /// <summary>The bytes to and from it.</summary>
    public abstract DescriptorChannel Channel { get; }

    /// <summary>What to call it in messages, such as <c>the child process</c>.</summary>
    public abstract string Title { get; }

    /// <summary>The end of its diagnostics.</summary>
    public virtual string LastWords => string.Empty;

    /// <summary>A sickness for which it must be ended although it may still answer; looked for every so often.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public virtual string? FindSickness() => null;

    /// <summary>Something grave that a remark tells, such as a kernel's warning; a finding in itself.</summary>
    /// <param name="remark">The line, which begins with <c>#</c>.</param>
    /// <returns>Its text, or <see langword="null"/>.</returns>
    public virtual string? FindFinding(ReadOnlySpan<byte> remark) => null;

    /// <summary>Lets it end by itself after it was told <c>bye</c>.</summary>
    /// <param name="limit">How long it may take.</param>
    public virtual void AwaitEnd(TimeSpan limit) { }

    /// <summary>The fault that a closed stream means, once it is known whether the peer has ended.</summary>
    /// <param name="partialLine">What it had said of a line that it did not end.</param>
    public abstract ImplementationFaultException DescribeEnd(string partialLine);

    /// <summary>Ends it at once.</summary>
    public abstract void Dispose();
}
