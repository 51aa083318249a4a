using System.Diagnostics;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The damaged images of one thread, and the worst of them.</summary>
internal sealed class FuzzShard
{
    /// <summary>The most bytes that one image may make the reference allocate; the largest sound one takes a small part of it.</summary>
    public const long MostBytes = 64L << 20;

    private const int MostProblems = 10;

    private readonly (CorruptionRun Run, DamagedBoot Boot)[] _sources;

    /// <summary>Prepares to damage images.</summary>
    /// <param name="images">Sound images; a thread may share them with others.</param>
    public FuzzShard(IReadOnlyList<ISparseImage> images)
    {
        _sources =
        [
            .. images.Select(static image =>
                (new CorruptionRun(image), new DamagedBoot(ImageBoot.MachineFor(image), HandoverImage.Read(image)))
            ),
        ];
    }

    /// <summary>What went wrong in our own code, one line each, each with its seed.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The image that took longest.</summary>
    public (TimeSpan Time, ulong Seed) Slowest { get; private set; }

    /// <summary>The image that made most be allocated.</summary>
    public (long Bytes, ulong Seed) Largest { get; private set; }

    /// <summary>What became of the images, for each sound one.</summary>
    public IReadOnlyList<(CorruptionRun Run, DamagedBoot Boot)> Sources => _sources;

    /// <summary>Damages an image, checks it, and boots from it.</summary>
    /// <param name="seed">Which one.</param>
    public void Check(ulong seed)
    {
        (CorruptionRun run, DamagedBoot boot) = _sources[seed % (ulong)_sources.Length];
        long refused = run.Refused;
        long started = Stopwatch.GetTimestamp();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        string? problem = run.Check(seed, image => boot.Run(image, run.Refused == refused));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        Slowest = time > Slowest.Time ? (time, seed) : Slowest;
        Largest = allocated > Largest.Bytes ? (allocated, seed) : Largest;
        problem ??= allocated > MostBytes ? $"seed {seed}: {allocated} bytes were allocated" : null;
        if (problem is not null && Problems.Count < MostProblems)
        {
            Problems.Add(problem);
        }
    }
}
