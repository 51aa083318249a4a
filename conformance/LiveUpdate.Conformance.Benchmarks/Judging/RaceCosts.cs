using System.Globalization;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Measures how recorded races are judged: the widest there are of eight calls and four agents.</summary>
/// <param name="options">What is measured.</param>
internal sealed class RaceCosts(BenchmarkOptions options)
{
    private const int Calls = 8;

    /// <summary>Warms up, then measures.</summary>
    /// <exception cref="InvalidOperationException">A race was judged wrongly: the figures would mean nothing.</exception>
    public RaceCost Measure() =>
        new(Measure(Wide("err EEXIST"), isAllowed: true), Measure(Wide("ok"), isAllowed: false));

    private double Measure(Program log, bool isAllowed)
    {
        Throughput judged = Meter.Measure(
            options.Duration / 4,
            _ =>
                RaceJudgement.Judge(log) is null == isAllowed
                    ? 1
                    : throw new InvalidOperationException("a race was judged wrongly")
        );
        return judged.Nanoseconds / 1e6;
    }

    /// <summary>Eight creations of four names, all called before the first is answered: any order is possible, save for the answers.</summary>
    /// <param name="last">The answer to the last one, whose name another call got.</param>
    private static Program Wide(string last)
    {
        var text = new StringBuilder("luo 1\nd = open -> ok\nrace\n");
        for (int i = 0; i < Calls; i++)
        {
            string answer =
                i == Calls - 1 ? last
                : i < Calls / 2 ? "ok"
                : "err EEXIST";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{i / 2 + 1}: s{i} = create_session d name={(char)('a' + i % 4)} -> {answer} @{i + 1}-{Calls + i + 1}\n"
            );
        }

        return ProgramText.TryParse(text.ToString(), "race", out Program? program, out TextError? error)
            ? program
            : throw new InvalidOperationException($"{error}");
    }
}
