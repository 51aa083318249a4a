namespace LiveUpdate.Targets;

/// <summary>How much time and memory an implementation behind the wire may take before it is given up (spec/wire.md).</summary>
public sealed record WireLimits
{
    /// <summary>The limits that apply unless others are given.</summary>
    public static WireLimits Default { get; } = new();

    /// <summary>How long it may take to start and to greet.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one ordinary operation may take; pipelined ones count from the answer before.</summary>
    public TimeSpan Operation { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an operation may take that boots a kernel: <c>kexec</c>, <c>reboot</c>, <c>cold_boot</c> and the reset.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long it may take to end after <c>bye</c>.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest line, in bytes without its end.</summary>
    public int LongestLine { get; init; } = 65536;

    /// <summary>The most remarks between two answers, in bytes.</summary>
    public int Remarks { get; init; } = 1 << 20;

    /// <summary>How much memory a child process may use, in bytes of resident memory.</summary>
    public long Memory { get; init; } = 4L << 30;

    /// <summary>How much of the end of its diagnostics is kept, in bytes.</summary>
    public int LastWords { get; init; } = 65536;

    /// <summary>The same limits with all times multiplied.</summary>
    /// <param name="patience">By what; above 0.</param>
    public WireLimits Times(double patience) =>
        this with
        {
            Start = Start * patience,
            Operation = Operation * patience,
            Boot = Boot * patience,
            Farewell = Farewell * patience,
        };
}
