using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Xunit.Tests;

public sealed class LiveUpdateArbitrariesTests
{
    private static readonly Config s_config = Config
        .QuickThrowOnFailure.WithQuietOnSuccess(true)
        .WithMaxTest(60)
        .WithReplay(7, 1)
        .WithArbitrary([typeof(LiveUpdateArbitraries)]);

    [Fact]
    public void Programs_survive_their_text() =>
        Check.One(
            s_config,
            Prop.ForAll(
                LiveUpdateArbitraries.Programs(),
                static program =>
                    ProgramText.TryParse(program.ToString(), "drawn", out Program? parsed, out _)
                    && parsed.Equals(program)
            )
        );

    [Fact]
    public void Programs_are_judged_as_the_campaign_judges_them() =>
        Check.One(
            s_config,
            Prop.ForAll(
                LiveUpdateArbitraries.Programs(),
                static program => Replay.Run(program, new ReferenceImplementation()).Violation is null
            )
        );

    [Fact]
    public void A_failing_program_shrinks_to_the_operations_that_matter()
    {
        Program? smallest = null;
        Property property = Prop.ForAll(
            LiveUpdateArbitraries.Programs(),
            program =>
            {
                bool fits = !program.Operations.OfType<PreserveFd>().Any();
                smallest = fits ? smallest : program;
                return fits;
            }
        );

        Assert.ThrowsAny<Exception>(() => Check.One(s_config, property));
        Assert.IsType<PreserveFd>(Assert.Single(smallest!.Operations));
    }

    [Fact]
    public void Nothing_is_generated_that_an_implementation_lacks() =>
        Check.One(
            s_config,
            Prop.ForAll(
                LiveUpdateArbitraries.Programs(Features.All & ~Features.Mappings),
                static program => !program.Operations.Any(static operation => operation is Mmap or Store)
            )
        );

    [Fact]
    public void Operations_are_of_many_verbs()
    {
        IEnumerable<Operation> drawn = LiveUpdateArbitraries.Operations().Generator.Sample(30, new Rnd(3, 1), 200);

        Assert.InRange(drawn.Select(static operation => operation.Verb).Distinct().Count(), 12, 60);
    }
}
