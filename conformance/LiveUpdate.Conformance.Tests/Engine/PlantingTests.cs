using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public sealed class PlantingTests
{
    private static readonly ClauseCatalogue Catalogue = ClauseCatalogue.Load();

    public static TheoryData<string> Ids => [.. PlantingCatalogue.All.Select(static planting => planting.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_reference_does_with_a_planted_image_what_the_clauses_say(string id)
    {
        PlantingResult result = new PlantingRunner(new ReferenceImplementation()).Run(Find(id));
        Assert.Null(result.Fault);
        Assert.Null(result.Violation);
    }

    [Fact]
    public void Plantings_hold_under_every_profile_whose_image_is_that_of_the_layouts()
    {
        ReferenceImplementation[] references =
        [
            .. ProfileCatalogue
                .BuiltIn.Profiles.Select(static profile => new ReferenceImplementation(Profile.Find(profile.Name)!))
                .Where(static reference => reference.Observes.HasFlag(ObservationClasses.Image)),
        ];
        Assert.NotEmpty(references);
        Assert.All(
            references,
            static reference =>
                Assert.All(
                    PlantingCatalogue.All,
                    planting => Assert.Null(new PlantingRunner(reference).Run(planting).Violation?.ToString())
                )
        );
    }

    [Fact]
    public void Every_planting_has_an_id_of_its_own_and_clauses_of_the_catalogue()
    {
        Assert.Distinct(PlantingCatalogue.All.Select(static planting => planting.Id));
        Assert.All(
            PlantingCatalogue.All.SelectMany(static planting => planting.Clauses),
            static clause => Assert.True(Catalogue.Find(clause)!.IsObservableThrough(ObservationClasses.Planted))
        );
    }

    [Fact]
    public void A_default_campaign_plants_and_counts_the_clauses()
    {
        CampaignResult result = TestRun.Campaign(new CampaignOptions { Cases = 1 }, new ReferenceImplementation());
        Assert.All(
            PlantingCatalogue.All.SelectMany(static planting => planting.Clauses).Distinct(),
            clause => Assert.NotEqual(0, result.Coverage.TimesBy(clause, Verb.Kexec))
        );
        result = TestRun.Campaign(new CampaignOptions { Cases = 1, Plantings = [] }, new ReferenceImplementation());
        Assert.Equal(0, result.Coverage.TimesBy(ClauseId.Of("LUO-BOOT-01"), Verb.Kexec));
    }

    [Fact]
    public void A_kernel_that_boots_though_it_must_panic_is_told_with_what_was_planted()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 1, Stop = StopPolicy.FirstFailure },
            new ReferenceImplementation(parts: new AnyFormat())
        );
        Failure failure = Assert.Single(result.Failures);
        Assert.Equal("LUO-BOOT-01", $"{failure.Clause}");
        Assert.Equal(ViolationKind.Planted, failure.Minimal.Kind);
        Assert.Equal("the next kernel comes up", failure.Minimal.Got);
        Assert.Contains("LUO's record is of a format", failure.Minimal.StateDifference, StringComparison.Ordinal);
        Assert.True(failure.IsMinimal);
    }

    [Fact]
    public void Of_clauses_that_nobody_asked_for_nothing_is_planted()
    {
        CampaignResult result = TestRun.Campaign(
            new CampaignOptions { Cases = 1, Clauses = ClauseFilter.Parse("MEMFD-15") },
            new ReferenceImplementation(parts: new AnyFormat())
        );
        Assert.Empty(result.Failures);
        Assert.NotEqual(0, result.Coverage.TimesBy(ClauseId.Of("MEMFD-15"), Verb.Kexec));
        Assert.Equal(0, result.Coverage.TimesBy(ClauseId.Of("LUO-BOOT-01"), Verb.Kexec));
    }

    [Fact]
    public void Where_images_cannot_be_written_nothing_is_proved()
    {
        PlantingResult result = new PlantingRunner(new Opaque()).Run(Find("luo-other-format"));
        Assert.Equal("the image cannot be written", result.Fault);
        Assert.Null(result.Violation);
    }

    private static Planting Find(string id) => PlantingCatalogue.All.Single(planting => planting.Id == id);

    private sealed class AnyFormat : Parts
    {
        protected override bool Accepts(in LuoHeader header) => true;
    }

    private sealed class Opaque : IImplementation
    {
        private readonly ReferenceImplementation _reference = new();

        public string Name => "opaque";

        public string Version => "1";

        public ObservationClasses Observes => _reference.Observes;

        public Features Features => _reference.Features;

        public IMachine Start() => new OpaqueMachine(_reference.Start());
    }

    private sealed class OpaqueMachine(IMachine inner) : IMachine, IImageObservable
    {
        public Action<IPhysicalImage>? AtJump
        {
            get => ((IImageObservable)inner).AtJump;
            set => ((IImageObservable)inner).AtJump = value is null ? null : image => value(new ReadOnlyImage(image));
        }

        public Outcome Execute(Operation operation) => inner.Execute(operation);

        public void Dispose() => inner.Dispose();
    }

    private sealed class ReadOnlyImage(IPhysicalImage image) : IPhysicalImage
    {
        public int PageSize => image.PageSize;

        public ulong FdtAddress => image.FdtAddress;

        public ulong ScratchAddress => image.ScratchAddress;

        public ulong ScratchLength => image.ScratchLength;

        public bool TryRead(ulong address, Span<byte> target) => image.TryRead(address, target);

        public bool TryGetPage(ulong address, out ReadOnlySpan<byte> page) => image.TryGetPage(address, out page);
    }
}
