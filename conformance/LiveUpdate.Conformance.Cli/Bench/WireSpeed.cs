using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LiveUpdate.Contract;
using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli;

/// <summary>How fast the wire is with a child process that does nothing but answer, by the clock.</summary>
/// <param name="OneByOne">Operations a second when each waits for the answer of the one before.</param>
/// <param name="Pipelined">Operations a second when as many are under way as the wire carries.</param>
internal sealed record WireSpeed(double OneByOne, double Pipelined)
{
    private const int Together = 2048;

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
        return new WireSpeed(Rate(duration, () => OneAfterTheOther(machine)), Rate(duration, () => AllAtOnce(machine)));
    }

    /// <summary>The figures in one line.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{OneByOne / 1e3:F0} thousand operations a second one by one, {Pipelined / 1e3:F0} thousand pipelined, with a trivial child"
        );

    /// <summary>The figures for programs.</summary>
    /// <param name="json">Where to.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("wire");
        json.WriteNumber("oneByOnePerSecond", Math.Round(OneByOne));
        json.WriteNumber("pipelinedPerSecond", Math.Round(Pipelined));
        json.WriteEndObject();
    }

    private static int OneAfterTheOther(IMachine machine)
    {
        const int count = 64;
        for (int i = 0; i < count; i++)
        {
            _ = machine.Execute(Question);
        }

        return count;
    }

    private static int AllAtOnce(IPipelinedMachine machine)
    {
        var operations = new Operation[Together];
        Array.Fill(operations, Question);
        machine.ExecuteMany(operations, new Outcome[Together], out int answered);
        return answered;
    }

    private static double Rate(TimeSpan duration, Func<int> work)
    {
        _ = Repeat(duration, work);
        return Repeat(duration, work);
    }

    private static double Repeat(TimeSpan duration, Func<int> work)
    {
        long operations = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            operations += work();
            elapsed = Stopwatch.GetElapsedTime(start);
        } while (elapsed < duration);

        return operations / elapsed.TotalSeconds;
    }
}
