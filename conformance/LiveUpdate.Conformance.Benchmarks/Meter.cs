using System.Diagnostics;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Repeats work for a while and counts what it did.</summary>
internal static class Meter
{
    private const int ProgramsALook = 16;

    /// <summary>
    /// Warms up for as long again, then measures. Both are told by processor time, since on a busy machine an unfair share
    /// of the clock would leave the code unoptimized.
    /// </summary>
    /// <param name="duration">How much processor time to measure.</param>
    /// <param name="program">Does the program with that number and says how many operations it had.</param>
    public static Throughput Measure(TimeSpan duration, Func<long, int> program)
    {
        Repeat(duration, program);
        GC.Collect();
        return Repeat(duration, program);
    }

    private static Throughput Repeat(TimeSpan duration, Func<long, int> program)
    {
        long operations = 0;
        long programs = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        TimeSpan cpu;
        do
        {
            for (int i = 0; i < ProgramsALook; i++)
            {
                operations += program(programs++);
            }

            cpu = Environment.CpuUsage.TotalTime - before;
        } while (cpu < duration);

        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return new Throughput(operations, programs, cpu, wall, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
