namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>Reports made by hand, so that formats are tested without running anything.</summary>
internal static class SampleReports
{
    public static RunReport Passing { get; } =
        new()
        {
            Verdict = RunVerdict.Conformant,
            Implementation = "reference 7.3.4",
            SuiteVersion = "0.1.0",
            Profile = "linux-7.3",
            Seed = 17,
            Cases = 21000,
            Operations = 5_250_000,
            Kexecs = 61_234,
            Seconds = 4.2,
            Clauses =
            [
                new("LUO-SESS-05", "One retrieve", ClauseVerdict.Held, 812, 0),
                new("LUO-SESS-11", "Races", ClauseVerdict.NotExercised, 0, 0, "one agent has no races"),
                new(
                    "KHO-RADIX-01",
                    "Keys",
                    ClauseVerdict.NotApplicable,
                    0,
                    0,
                    "needs the <in-kernel> interface & a module"
                ),
            ],
        };

    public static FailureReport Failure { get; } =
        new(
            "LUO-SESS-05",
            "A retrieved session MUST NOT be retrievable again while its descriptor lives: EINVAL.",
            "case 3",
            "luo 1\nd = open -> ok\ns = create_session d name=vm -> ok\nkexec -> ok\ncount_fds -> ok count=0\n",
            "luo 1\nd = open -> ok\n",
            [
                new(1, "d = open", "ok"),
                new(2, "s = create_session d name=a", "ok"),
                new(3, "kexec", "ok"),
                new(4, "d = open", "ok"),
                new(5, "s = retrieve_session d name=a", "ok"),
                new(6, "t = retrieve_session d name=a", "ok", IsFailing: true),
            ],
            ["err EINVAL"],
            ["session \"a\": retrieved, 0 files, open as s"],
            212,
            1.34,
            53,
            6,
            "luoconf replay luoconf-out/LUO-SESS-05.min.luo --mutant retrieve-twice"
        );

    public static RunReport Failing { get; } =
        Passing with
        {
            Verdict = RunVerdict.Broken,
            Implementation = "mutant retrieve-twice 7.3.4",
            Clauses =
            [
                new("LUO-SESS-04", "Open at reboot", ClauseVerdict.BrokenAsKnown, 3, 1),
                new("LUO-SESS-05", "One retrieve", ClauseVerdict.Broken, 812, 7),
                new("LUO-SESS-06", "Nothing stays", ClauseVerdict.HeldUnexpectedly, 5, 0),
                new("LUO-SESS-11", "Races", ClauseVerdict.NotExercised, 0, 0, "one agent has no races"),
            ],
            Failures = [Failure],
        };

    public static RunReport Faulted { get; } =
        Passing with
        {
            Verdict = RunVerdict.NoVerdict,
            Interrupted = true,
            Fault = new FaultReport(
                "crash",
                "the program ended with signal 11",
                "line one\nBUG: \u0001 <oops>\n",
                "case 9, line 2: kexec",
                "luo 1\nd = open\nkexec\n",
                "luoconf replay luoconf-out/fault.luo -- ./impl"
            ),
        };
}
