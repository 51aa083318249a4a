using System.CommandLine;
using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf fuzz-image</c>: damages images and shows that reading and booting them does no harm.</summary>
internal sealed class FuzzImageCommand
{
    private const long DefaultCount = 100_000;
    private const long SeedsAStep = 1000;

    private readonly Option<ulong> _seed = Options.Seed();
    private readonly Option<long?> _count = new("--count", "-n")
    {
        Description =
            $"How many damaged images; {DefaultCount} unless given. Each has a seed of its own, one after the other.",
        HelpName = "N",
        CustomParser = static result => Options.Count(result),
    };

    private readonly Option<string?> _image = new("--image")
    {
        Description = "A sound image to damage; without it two that the reference makes.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _workers = Options.Workers();
    private readonly CliEnvironment _environment;

    private FuzzImageCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_seed);
        command.Add(_count);
        command.Add(_image);
        command.Add(_workers);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command(
            "fuzz-image",
            "Damage handover images: each must be accepted or refused, and the reference must boot from it as documented."
        );
        _ = new FuzzImageCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        IReadOnlyList<ISparseImage> images = parsed.GetValue(_image) is { } path ? [Load(path)] : SoundImages.Make();
        ulong first = parsed.GetValue(_seed);
        long count = parsed.GetValue(_count) ?? DefaultCount;
        var shards = new FuzzShard[Options.WorkersOf(_workers, parsed)];
        for (int i = 0; i < shards.Length; i++)
        {
            shards[i] = new FuzzShard(images);
        }

        long done = Run(shards, first, count);
        Print(images, shards, first, done);
        return shards.All(static shard => shard.Problems.Count == 0) ? ExitCode.Conformant : ExitCode.Broken;
    }

    private static MemoryImage Load(string path)
    {
        using ImageFile file = ImageSource.Open(path);
        HandoverImage read = HandoverImage.Read(file);
        return read.FaultCount == 0
            ? MemoryImage.CopyOf(file)
            : throw new UsageException($"{path}: the image is not sound: {read.Faults[0]}");
    }

    private long Run(FuzzShard[] shards, ulong first, long count)
    {
        long next = 0;
        long done = 0;
        Parallel.For(
            0,
            shards.Length,
            new ParallelOptions { MaxDegreeOfParallelism = shards.Length },
            worker =>
            {
                while (!_environment.Cancellation.IsCancellationRequested)
                {
                    long from = Interlocked.Add(ref next, SeedsAStep) - SeedsAStep;
                    long to = Math.Min(from + SeedsAStep, count);
                    for (long i = from; i < to; i++)
                    {
                        shards[worker].Check(first + (ulong)i);
                    }

                    Interlocked.Add(ref done, Math.Max(0, to - from));
                    if (to >= count)
                    {
                        return;
                    }
                }
            }
        );
        return done;
    }

    private void Print(IReadOnlyList<ISparseImage> images, FuzzShard[] shards, ulong first, long done)
    {
        Line($"{done} damaged images from seed {first}");
        for (int i = 0; i < images.Count; i++)
        {
            CorruptionRun[] runs = [.. shards.Select(shard => shard.Sources[i].Run)];
            DamagedBoot[] boots = [.. shards.Select(shard => shard.Sources[i].Boot)];
            Line($"  image {i + 1} of {images[i].PageAddresses.Count()} pages");
            Line(
                $"    judged   {runs.Sum(static r => r.Accepted)} accepted, {runs.Sum(static r => r.Refused)} refused with an address"
            );
            Line(
                $"    booted   {boots.Sum(static b => b.TakenOver)} took over, {boots.Sum(static b => b.ColdBoots)} cold, {boots.Sum(static b => b.Unopened)} with EIO, {boots.Sum(static b => b.WithoutMemory)} without KHO for lack of memory, {boots.Sum(static b => b.Panics)} panicked"
            );
            Line($"    reads    at most {runs.Max(static r => r.MostReads)} of {runs[0].MaxReads} allowed");
            foreach (ClauseId clause in ImageRules.Clauses)
            {
                long broken = runs.Sum(run => run.Broken.First(pair => pair.Clause == clause).Images);
                if (broken > 0)
                {
                    Line($"    {clause, -13}broken in {broken}");
                }
            }
        }

        (TimeSpan time, ulong slowest) = shards.Select(static shard => shard.Slowest).Max();
        (long bytes, ulong largest) = shards.Select(static shard => shard.Largest).Max();
        Line(
            $"  slowest {time.TotalMilliseconds:F1} ms (seed {slowest}), most allocated {bytes} bytes (seed {largest})"
        );
        foreach (string problem in shards.SelectMany(static shard => shard.Problems))
        {
            Line($"  {problem}");
        }

        Line($"{(shards.All(static shard => shard.Problems.Count == 0) ? "no harm done" : "harm done")}");
    }

    private void Line(FormattableString text) =>
        _environment.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
