using System.Collections.Immutable;
using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

/// <summary>From a boot that lacks memory to the program, or the programs, that are told to have lost it.</summary>
public sealed class MemoryLossTests
{
    [Fact]
    public void A_program_that_loses_memory_is_told_and_made_small()
    {
        var machines = new LosingMachines(boots: 1, static programs => 8 * programs.Count(LosesPreserved));
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 30 }, machines);
        Failure failure = result.Failures[0];
        Assert.Equal("KHO-PRES-12", $"{failure.Clause}");
        Assert.Equal(ViolationKind.Memory, failure.Minimal.Kind);
        Assert.StartsWith("8 KiB are missing in the next kernel", failure.Minimal.Got, StringComparison.Ordinal);
        Assert.True(LosesPreserved(failure.Minimal.Program));
        Assert.InRange(failure.Minimal.Program.Lines.Length, 1, 2);
        Assert.Empty(failure.Minimal.Companions);
    }

    [Fact]
    public void Every_boot_on_which_memory_was_lost_has_its_culprit()
    {
        // By the places of the programs: two of them on boots of their own, and two on one.
        Program[] programs = [.. Enumerable.Range(0, 40).Select(Numbered)];
        int[] culprits = [3, 12, 23, 25];
        var machines = new LosingMachines(boots: 4, given => 4 * given.Count(p => culprits.Contains(NumberOf(p))));
        CampaignResult result = TestRun.Campaign(Options(programs), machines);
        Assert.Equal(4, result.FailingCases);
    }

    [Fact]
    public void Programs_that_lose_memory_only_together_are_told_together_and_saved()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("luo");
        Program[] programs = [.. Enumerable.Range(0, 12).Select(Numbered)];
        var machines = new LosingMachines(
            boots: 1,
            static given => given.Any(p => NumberOf(p) == 2) && given.Any(p => NumberOf(p) == 9) ? 72 : 0
        );
        CampaignResult result = TestRun.Campaign(
            Options(programs) with
            {
                OutDirectory = directory.FullName,
            },
            machines
        );
        Assert.Equal(1, result.FailingCases);
        Violation told = Assert.Single(result.Failures).Minimal;
        Assert.Equal(
            "72 KiB are missing in the next kernel, to which nothing was handed over, for each of 1 runs of 2 programs that shared a machine; no half of them does it alone",
            told.Got
        );
        Assert.Equal("p9", Assert.Single(told.Companions).Case.ToString());
        Assert.Contains("together with the cases p9", told.StateDifference, StringComparison.Ordinal);
        Assert.Equal(
            ["KHO-PRES-12-p2.luo", "KHO-PRES-12-p2.with-p9.luo"],
            directory.GetFiles().Select(static f => f.Name).Order(StringComparer.Ordinal)
        );
        directory.Delete(recursive: true);
    }

    [Fact]
    public void A_loss_that_is_not_seen_again_is_nobodys()
    {
        int measured = 0;
        var machines = new LosingMachines(boots: 1, _ => measured++ == 0 ? 72 : 0);
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 10 }, machines);
        Assert.Empty(result.Failures);
        Assert.True(measured > 1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Files_that_end_unread_put_a_clause_to_the_test_where_memory_is_compared(bool compares, long exercised)
    {
        const string text =
            "luo 1\nd = open\ns = create_session d name=a\nm = memfd size=1\npreserve_fd s m token=0x0\nkexec\n"
            + "d = open\ns = retrieve_session d name=a\nfinish s\n";
        Assert.True(ProgramText.TryParse(text, "unread", out Program? program, out _));
        var machines = new LosingMachines(boots: 1, static _ => 0, compares);
        CampaignResult result = TestRun.Campaign(Options([program]), machines);
        Assert.Equal(
            exercised,
            result.Coverage.Clauses.Where(static c => $"{c.Clause}" == "LUO-FILE-18").Sum(static c => c.Exercised)
        );
    }

    private static CampaignOptions Options(IReadOnlyList<Program> programs) =>
        new() { Cases = 0, Corpus = [.. programs.Select(static (p, i) => new CorpusProgram($"p{i}", p))] };

    private static bool LosesPreserved(Program program) =>
        program.Operations.Any(static o => o.Verb == Verb.CreateSession)
        && program.Operations.Last().Verb is not (Verb.Kexec or Verb.Reboot or Verb.ColdBoot)
        && program.Operations.All(static o => o.Verb is not (Verb.Kexec or Verb.Reboot or Verb.ColdBoot));

    private static Program Numbered(int number)
    {
        string text = $"luo 1\nd = open\ns = create_session d name=n{number}\nclose d\n";
        Assert.True(ProgramText.TryParse(text, "numbered", out Program? program, out _));
        return program;
    }

    /// <summary>The number of such a program, also of what is left of it; -1 without one.</summary>
    private static int NumberOf(Program program) =>
        program.Operations.OfType<CreateSession>().FirstOrDefault() is { } create
            ? int.Parse(create.Name.ToString().Trim('"').TrimStart('n'), CultureInfo.InvariantCulture)
            : -1;

    /// <summary>The reference as machines that many programs share, and that lose as much as is said of those who share one.</summary>
    private sealed class LosingMachines(int boots, Func<IReadOnlyList<Program>, double> lost, bool compares = true)
        : IBatchImplementation,
            ILossMeter
    {
        private readonly SharedMachines _machines = new(new Parts());

        public string Name => _machines.Name;

        public string Version => _machines.Version;

        public ObservationClasses Observes => ObservationClasses.UserInterface;

        public Features Features => _machines.Features;

        public IMachine Start() => _machines.Start();

        public IReadOnlyList<BatchAnswer> RunBatch(
            IReadOnlyList<Program> programs,
            CancellationToken cancellation = default
        )
        {
            BatchAnswer[] answers =
            [
                .. _machines.RunBatch(programs, cancellation).Select(a => a with { IsMemoryCompared = compares }),
            ];
            int[] lossy =
            [
                .. Enumerable
                    .Range(0, boots)
                    .Where(boot => lost([.. programs.Where((_, i) => BootOf(i, programs.Count) == boot)]) > 0),
            ];
            return
            [
                .. answers.Select(
                    (a, i) =>
                        lossy.Contains(BootOf(i, programs.Count)) ? a with { LossyBoot = BootOf(i, programs.Count) } : a
                ),
            ];
        }

        public BatchAnswer? MeasureLoss(Program program)
        {
            BatchAnswer answer = _machines.RunBatch([program], default)[0];
            return lost([program]) is > 0 and double kib ? answer with { Lost = Lost(kib) } : answer;
        }

        public FoundLoss? FindLoss(IReadOnlyList<Program> suspects)
        {
            ImmutableArray<int> left = [.. Enumerable.Range(0, suspects.Count)];
            if (lost(suspects) == 0)
            {
                return null;
            }

            foreach (int leftOut in Enumerable.Range(0, suspects.Count))
            {
                ImmutableArray<int> fewer = left.Remove(leftOut);
                left = lost([.. fewer.Select(i => suspects[i])]) > 0 ? fewer : left;
            }

            return new FoundLoss(left, Lost(lost([.. left.Select(i => suspects[i])])));
        }

        private static MemoryLost Lost(double kib) => new(0, 0, kib, 1);

        private int BootOf(int index, int count) => index * boots / count;
    }
}
