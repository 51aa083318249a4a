using System.Diagnostics;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Repeats work for a while and counts what it did.</summary>
internal static class Meter
{
    /// <summary>Warms up for half of the time, then measures.</summary>
    /// <param name="duration">How long to measure.</param>
    /// <param name="program">Does the program with that number and says how many operations it had.</param>
    public static Throughput Measure(TimeSpan duration, Func<long, int> program)
    {
        Repeat(duration / 2, program);
        GC.Collect();
        return Repeat(duration, program);
    }

    private static Throughput Repeat(TimeSpan duration, Func<long, int> program)
    {
        long operations = 0;
        long programs = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            operations += program(programs++);
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new Throughput(operations, programs, cpu, wall, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
