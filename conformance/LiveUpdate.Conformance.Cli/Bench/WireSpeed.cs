using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LiveUpdate.Contract;
using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli;

/// <summary>How fast the wire is with a child process that does nothing but answer, by the clock.</summary>
/// <remarks>
/// Two processes have to run at once, so that on a busy machine the clock tells how busy it is: the fastest stretches say what
/// the wire can do.
/// </remarks>
/// <param name="OneByOne">Operations a second when each waits for the answer of the one before.</param>
/// <param name="Pipelined">Operations a second when as many are under way as the wire carries.</param>
/// <param name="BestOneByOne">The same in the fastest stretch of <see cref="Together"/> operations.</param>
/// <param name="BestPipelined">The same in the fastest stretch.</param>
internal sealed record WireSpeed(double OneByOne, double Pipelined, double BestOneByOne, double BestPipelined)
{
    /// <summary>How many operations make a stretch.</summary>
    public const int Together = 2048;

    private static readonly Operation Question = new GetName(Handle.Parse("s"), 0);

    /// <summary>Measures both.</summary>
    /// <param name="duration">How long each measurement takes, after a warm-up as long.</param>
    /// <returns>The figures, or <see langword="null"/> where no child can be built.</returns>
    public static WireSpeed? Measure(TimeSpan duration)
    {
        string program;
        try
        {
            program = TrivialChild.Build();
        }
        catch (ImplementationFaultException)
        {
            return null;
        }

        using var child = new ChildProcessImplementation(program, []);
        using var machine = (IPipelinedMachine)child.Start();
        (double mean, double best) oneByOne = Rate(duration, () => OneAfterTheOther(machine));
        (double mean, double best) pipelined = Rate(duration, () => AllAtOnce(machine));
        return new WireSpeed(oneByOne.mean, pipelined.mean, oneByOne.best, pipelined.best);
    }

    /// <summary>The figures in one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{OneByOne / 1e3:F0} thousand operations a second one by one ({BestOneByOne / 1e3:F0} at best), {Pipelined / 1e3:F0} thousand pipelined ({BestPipelined / 1e3:F0}), with a trivial child"
        );

    /// <summary>The figures for programs.</summary>
    /// <param name="json">Where to.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("wire");
        json.WriteNumber("oneByOnePerSecond", Math.Round(OneByOne));
        json.WriteNumber("pipelinedPerSecond", Math.Round(Pipelined));
        json.WriteNumber("bestOneByOnePerSecond", Math.Round(BestOneByOne));
        json.WriteNumber("bestPipelinedPerSecond", Math.Round(BestPipelined));
        json.WriteEndObject();
    }

    private static int OneAfterTheOther(IMachine machine)
    {
        for (int i = 0; i < Together; i++)
        {
            _ = machine.Execute(Question);
        }

        return Together;
    }

    private static int AllAtOnce(IPipelinedMachine machine)
    {
        var operations = new Operation[Together];
        Array.Fill(operations, Question);
        machine.ExecuteMany(operations, new Outcome[Together], out int answered);
        return answered;
    }

    private static (double Mean, double Best) Rate(TimeSpan duration, Func<int> work)
    {
        _ = Repeat(duration, work);
        return Repeat(duration, work);
    }

    private static (double Mean, double Best) Repeat(TimeSpan duration, Func<int> work)
    {
        long operations = 0;
        double best = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed = TimeSpan.Zero;
        do
        {
            TimeSpan before = elapsed;
            int done = work();
            elapsed = Stopwatch.GetElapsedTime(start);
            operations += done;
            best = Math.Max(best, done / (elapsed - before).TotalSeconds);
        } while (elapsed < duration);

        return (operations / elapsed.TotalSeconds, best);
    }
}
