using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

public sealed class GeneratorTests
{
    private const int Cases = 3000;

    [Fact]
    public void A_case_depends_on_its_seed_and_index_alone()
    {
        ProgramGenerator one = Generator();
        ProgramGenerator other = Generator();
        for (long index = 99; index >= 0; index--)
        {
            other.Choices.Start(5, index);
            other.Generate();
        }

        for (long index = 0; index < 100; index++)
        {
            Assert.Equal(ProgramOf(one, 5, index), ProgramOf(other, 5, index));
        }
    }

    [Fact]
    public void Recorded_choices_give_the_same_program_again()
    {
        ProgramGenerator generator = Generator();
        for (long index = 0; index < 50; index++)
        {
            Program first = ProgramOf(generator, 11, index);
            generator.Choices.Replay(generator.Choices.Recorded.ToArray());
            Assert.Equal(first, generator.Generate().ToProgram());
        }
    }

    [Fact]
    public void Every_verb_is_generated_and_succeeds()
    {
        CampaignResult result = Run(Cases);
        foreach (
            Verb verb in Enum.GetValues<Verb>().Where(static v => LiveUpdateModel.DifferenceOf(v) == Differences.None)
        )
        {
            bool succeeds = result.Coverage.Outcomes.Any(outcome =>
                outcome.Verb == verb && outcome.Kind == OutcomeKind.Ok
            );
            Assert.True(succeeds, $"{verb} never succeeds");
        }
    }

    [Fact]
    public void Block_limits_are_reached_and_passed()
    {
        var sessions = new HashSet<int>();
        var files = new HashSet<int>();
        ProgramGenerator generator = Generator();
        for (long index = 0; index < Cases; index++)
        {
            generator.Choices.Start(1, index);
            CaseTrace trace = generator.Generate();
            for (int i = 0; i < trace.Count; i++)
            {
                if (trace.Operations[i].Verb == Verb.Kexec)
                {
                    ModelState state = trace.Before(i);
                    sessions.Add(state.OutgoingSessions.Length);
                    foreach (ModelSession session in state.OutgoingSessions)
                    {
                        files.Add(session.Files.Length);
                    }
                }
            }
        }

        Assert.Superset(new HashSet<int> { 0, 1, 2, 50, 51, 52, 101, 102, 103 }, sessions);
        Assert.Superset(new HashSet<int> { 0, 1, 2, 62, 63, 64, 125, 126, 127, 129 }, files);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData((1UL << 32) - 1)]
    [InlineData(1UL << 32)]
    [InlineData((1UL << 32) + 1)]
    [InlineData((1UL << 63) - 1)]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) + 1)]
    [InlineData(ulong.MaxValue)]
    public void Tokens_at_the_limits_are_preserved(ulong token) =>
        Assert.Contains(Operations(), operation => operation is PreserveFd preserve && preserve.Token == token);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    public void Names_of_all_lengths_at_the_limits_are_used(int length) =>
        Assert.Contains(Operations(), operation => operation is CreateSession create && create.Name.Length == length);

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(4095UL)]
    [InlineData(4096UL)]
    [InlineData(4097UL)]
    [InlineData(8192UL)]
    [InlineData((2UL << 20) - 1)]
    [InlineData(2UL << 20)]
    [InlineData((2UL << 20) + 1)]
    public void Files_of_all_sizes_at_the_limits_are_made(ulong size) =>
        Assert.Contains(Operations(), operation => operation is CreateMemfd memfd && memfd.Size == size);

    [Fact]
    public void No_program_is_longer_than_asked()
    {
        var generator = new ProgramGenerator(
            new LiveUpdateModel(ModelOptions.Default),
            Features.All,
            20,
            ClauseFilter.All
        );
        for (long index = 0; index < 500; index++)
        {
            generator.Choices.Start(3, index);
            Assert.InRange(generator.Generate().Count, 1, 20);
        }
    }

    [Fact]
    public void A_target_is_not_asked_for_what_it_lacks()
    {
        var generator = new ProgramGenerator(
            new LiveUpdateModel(ModelOptions.Default),
            Features.None,
            800,
            ClauseFilter.All
        );
        for (long index = 0; index < 500; index++)
        {
            generator.Choices.Start(3, index);
            foreach (Operation operation in generator.Generate().Operations)
            {
                Assert.Equal(Features.None, FeatureNeeds.Of(operation));
            }
        }
    }

    [Fact]
    public void Cases_lean_towards_the_clauses_that_are_asked_for()
    {
        long usual = Run(300).Coverage.Of(ClauseId.Of("LUO-DEV-02")).Exercised;
        long wanted = Run(300, ClauseFilter.Parse("LUO-DEV-02")).Coverage.Of(ClauseId.Of("LUO-DEV-02")).Exercised;
        Assert.True(wanted > 2 * usual, $"{wanted} times instead of {usual}");
    }

    [Fact]
    public void Every_clause_that_a_default_campaign_meets_it_meets_often()
    {
        // A tenth of a default campaign, so a tenth of the hundred times that are asked of it.
        CampaignResult result = Run(2100);
        Assert.Equal(RunVerdict.Conformant, result.Verdict);
        Assert.All(
            result.Coverage.Clauses,
            static clause => Assert.True(clause.Exercised >= 5, $"{clause.Clause}: {clause.Exercised}")
        );
    }

    private static IEnumerable<Operation> Operations()
    {
        ProgramGenerator generator = Generator();
        for (long index = 0; index < Cases; index++)
        {
            generator.Choices.Start(1, index);
            foreach (Operation operation in generator.Generate().Operations.ToArray())
            {
                yield return operation;
            }
        }
    }

    private static CampaignResult Run(long cases, ClauseFilter? clauses = null) =>
        TestRun.Campaign(
            new CampaignOptions
            {
                Seed = 1,
                Cases = cases,
                Clauses = clauses ?? ClauseFilter.All,
            },
            new ModelImplementation()
        );

    private static ProgramGenerator Generator() =>
        new(new LiveUpdateModel(ModelOptions.Default), Features.All, 800, ClauseFilter.All);

    private static Program ProgramOf(ProgramGenerator generator, ulong seed, long index)
    {
        generator.Choices.Start(seed, index);
        return generator.Generate().ToProgram();
    }
}
