using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

/// <summary>From what was seen once on a shared machine to what is told of it: seen again alone, in company, or not at all.</summary>
public sealed class ReproductionTests
{
    private static readonly Outcome Lie = Outcome.Refused(Errno.EIO);

    [Fact]
    public void What_is_not_seen_again_is_told_as_seen_once_and_saved_with_all_who_were_there()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("luo");
        int batches = 0;
        var machines = new LyingMachines(_ => batches++ == 0);
        CampaignResult result = TestRun.Campaign(Options(12) with { OutDirectory = directory.FullName }, machines);
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(RunVerdict.Broken, result.Verdict);
        Assert.Equal(Reproduction.Never, failure.Reproduction);
        Assert.Equal(11, failure.CompanySize);
        Assert.Same(failure.Original, failure.Minimal);
        Assert.True(batches > 1);
        string folder = Assert.Single(directory.GetDirectories()).FullName;
        Assert.EndsWith("-p5.company", folder, StringComparison.Ordinal);
        Assert.Equal(11, Directory.GetFiles(folder).Length);
        directory.Delete(recursive: true);
    }

    [Fact]
    public void What_needs_another_program_on_the_machine_is_told_together_with_it()
    {
        var machines = new LyingMachines(static given => given.Any(static p => NumberOf(p) == 2));
        CampaignResult result = TestRun.Campaign(Options(12), machines);
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(Reproduction.InCompany, failure.Reproduction);
        Assert.Equal("p2", Assert.Single(failure.Minimal.Companions).Case.ToString());
    }

    [Fact]
    public void What_is_seen_alone_is_made_small()
    {
        var machines = new LyingMachines(static _ => true) { LiesAlone = true };
        CampaignResult result = TestRun.Campaign(Options(12), machines);
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(Reproduction.Alone, failure.Reproduction);
        Assert.True(failure.IsMinimal);
        Assert.True(failure.Minimal.Program.Lines.Length < failure.Original.Program.Lines.Length);
    }

    [Fact]
    public void Without_time_it_is_told_as_it_was_found_and_yet_looked_for_once()
    {
        var machines = new LyingMachines(static _ => true) { LiesAlone = true };
        CampaignResult result = TestRun.Campaign(Options(12) with { ShrinkTime = TimeSpan.Zero }, machines);
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal(Reproduction.Alone, failure.Reproduction);
        Assert.False(failure.IsMinimal);
        Assert.Equal(failure.Original.Program.Lines.Length, failure.Minimal.Program.Lines.Length);
    }

    [Fact]
    public void A_campaign_that_ends_with_its_first_failure_asks_for_few_programs_first()
    {
        var sizes = new List<int>();
        var machines = new LyingMachines(given =>
        {
            sizes.Add(given.Count);
            return false;
        });
        CampaignOptions options = Options(12) with { Cases = 1500 };

        TestRun.Campaign(options with { Stop = StopPolicy.FirstFailure }, machines);
        Assert.Equal([12 + 60, 240, 750, 450], sizes);

        sizes.Clear();
        TestRun.Campaign(options, machines);
        Assert.Equal([12 + 750, 750], sizes);
    }

    private static CampaignOptions Options(int programs) =>
        new()
        {
            Cases = 0,
            Corpus = [.. Enumerable.Range(0, programs).Select(static i => new CorpusProgram($"p{i}", Numbered(i)))],
        };

    private static Program Numbered(int number)
    {
        string text =
            $"luo 1\nd = open\nm = memfd size=4096\ns = create_session d name=n{number}\nget_name s\nclose d\n";
        Assert.True(ProgramText.TryParse(text, "numbered", out Program? program, out _));
        return program;
    }

    private static int NumberOf(Program program) =>
        program.Operations.OfType<CreateSession>().FirstOrDefault() is { } create
        && int.TryParse(create.Name.ToString().Trim('"').TrimStart('n'), CultureInfo.InvariantCulture, out int number)
            ? number
            : -1;

    /// <summary>The reference on machines that programs share, which get the name of the sessions of program 5 wrong now and then.</summary>
    private sealed class LyingMachines(Func<IReadOnlyList<Program>, bool> lies) : IBatchImplementation
    {
        private readonly SharedMachines _machines = new(new Parts());

        public bool LiesAlone { get; init; }

        public string Name => _machines.Name;

        public string Version => _machines.Version;

        public ObservationClasses Observes => ObservationClasses.UserInterface;

        public Features Features => _machines.Features;

        public IMachine Start() => LiesAlone ? new Liar(_machines.Start()) : _machines.Start();

        public IReadOnlyList<BatchAnswer> RunBatch(
            IReadOnlyList<Program> programs,
            CancellationToken cancellation = default
        )
        {
            cancellation.ThrowIfCancellationRequested();
            bool isLying = lies(programs);
            return
            [
                .. _machines
                    .RunBatch(programs, cancellation)
                    .Select(
                        (answer, i) =>
                            answer with
                            {
                                Boot = 1,
                                Outcomes =
                                [
                                    .. answer.Outcomes.Select(
                                        (o, at) => isLying ? Told([.. programs[i].Operations.Take(at + 1)], o) : o
                                    ),
                                ],
                            }
                    ),
            ];
        }

        private static Outcome Told(IReadOnlyList<Operation> done, Outcome honest) =>
            done[^1].Verb == Verb.GetName && NumberOf(Program.Of([.. done])) == 5 ? Lie : honest;

        private sealed class Liar(IMachine machine) : IMachine
        {
            private readonly List<Operation> _done = [];

            public Outcome Execute(Operation operation)
            {
                _done.Add(operation);
                return Told(_done, machine.Execute(operation));
            }

            public void Dispose() => machine.Dispose();
        }
    }
}
