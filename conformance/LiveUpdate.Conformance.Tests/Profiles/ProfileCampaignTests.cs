using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Tests;

public class ProfileCampaignTests
{
    private const int Cases = 400;

    public static TheoryData<string> Names => [.. Profile.All.Select(static profile => profile.Name)];

    public static TheoryData<string, string> DifferingPairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (Profile implemented in Profile.All)
            {
                foreach (Profile judged in Profile.All.Where(p => p.Differences != implemented.Differences))
                {
                    pairs.Add(implemented.Name, judged.Name);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reference_of_a_profile_passes_the_campaign_of_the_profile(string name)
    {
        Profile profile = Profile.Find(name)!;

        CampaignResult result = Judge(profile, profile, StopPolicy.KeepGoing);

        Assert.Null(result.Fault);
        Assert.Empty(result.Failures.Select(static failure => $"{failure.Clause}: {failure.Minimal.Program}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_campaign_exercises_every_clause_that_makes_a_profile_different(string name)
    {
        Profile profile = Profile.Find(name)!;

        CampaignResult result = Judge(profile, profile, StopPolicy.KeepGoing);

        var exercised = result
            .Coverage.Clauses.Where(static c => c.Exercised > 0)
            .Select(static c => c.Clause)
            .ToHashSet();
        Assert.All(
            ProfileCatalogue.BuiltIn.Find(name)!.Differences.SelectMany(static difference => difference.Clauses),
            clause => Assert.Contains(clause, exercised)
        );
        Assert.All(
            ClauseCatalogue
                .Load()
                .OfProfile(name)
                .Where(static clause => clause.Status == ClauseStatus.Checked)
                .Select(static clause => clause.Id),
            clause => Assert.Contains(clause, exercised)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_campaign_does_every_operation_that_a_profile_has_of_its_own(string name)
    {
        Profile profile = Profile.Find(name)!;

        CampaignResult result = Judge(profile, profile, StopPolicy.KeepGoing);

        Assert.All(
            Enum.GetValues<Verb>().Where(verb => profile.Has(LiveUpdateModel.DifferenceOf(verb))),
            verb => Assert.Contains(result.Coverage.Outcomes, o => o.Verb == verb && o.Kind == OutcomeKind.Ok)
        );
    }

    [Theory]
    [MemberData(nameof(DifferingPairs))]
    public void A_profile_is_told_from_another_by_a_clause_of_the_table(string implemented, string judged)
    {
        ProfileDescription a = ProfileCatalogue.BuiltIn.Find(implemented)!;
        ProfileDescription b = ProfileCatalogue.BuiltIn.Find(judged)!;

        CampaignResult result = Judge(a.Profile, b.Profile, StopPolicy.FirstFailure);

        Assert.Null(result.Fault);
        Assert.Contains(Assert.Single(result.Failures).Clause, ProfileCatalogue.Telling(a, b, ClauseCatalogue.Load()));
    }

    private static CampaignResult Judge(Profile implemented, Profile judged, StopPolicy stop) =>
        Campaign.Run(
            new CampaignOptions
            {
                Cases = Cases,
                Stop = stop,
                Corpus = [.. CorpusFiles.OfProfile(judged), .. CorpusFiles.OfProfile(implemented)],
                Model = ModelOptions.Default with { Profile = judged },
            },
            new ReferenceImplementation(implemented)
        );
}
