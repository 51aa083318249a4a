using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class ClauseCatalogueTests
{
    private static readonly ClauseCatalogue Catalogue = ClauseCatalogue.Load();

    [Theory]
    [MemberData(nameof(RequiredIds.All), MemberType = typeof(RequiredIds))]
    public void Every_requirement_and_every_point_of_the_discussions_is_a_clause(string id) =>
        Assert.NotNull(Catalogue.Find(ClauseId.Of(id)));

    [Fact]
    public void The_built_in_catalogue_is_that_of_the_files()
    {
        string folder = Path.Combine(Repository.Root, "spec", "clauses");
        Assert.True(
            ClauseCatalogue.TryLoad(folder, out ClauseCatalogue? files, out var errors),
            string.Join('\n', errors)
        );
        Assert.Equal(
            files.Clauses.Select(static c => (c.Id, c.Statement, c.Status)),
            Catalogue.Clauses.Select(static c => (c.Id, c.Statement, c.Status))
        );
    }

    [Fact]
    public void Numbers_of_an_area_have_no_gaps()
    {
        foreach (IGrouping<string, Clause> area in Catalogue.Clauses.GroupBy(static clause => clause.Area))
        {
            int[] numbers =
            [
                .. area.Select(static clause => int.Parse(clause.Id.ToString()[(clause.Area.Length + 1)..])).Order(),
            ];
            Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
        }
    }

    [Fact]
    public void The_clauses_of_an_area_stand_in_one_file() =>
        Assert.All(
            Catalogue.Clauses.GroupBy(static clause => clause.Area).Where(static area => area.Key[0] != 'D'),
            static area => Assert.Single(area.Select(static clause => clause.File).Distinct())
        );

    [Fact]
    public void A_statement_is_one_sentence() =>
        Assert.All(
            Catalogue.Clauses,
            static clause =>
            {
                Assert.EndsWith(".", clause.Statement, StringComparison.Ordinal);
                Assert.DoesNotContain(". ", clause.Statement, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void No_two_clauses_say_the_same() =>
        Assert.Equal(Catalogue.Clauses.Length, Catalogue.Clauses.Select(static c => c.Statement).Distinct().Count());

    [Fact]
    public void What_the_user_interface_shows_is_checked_or_the_reason_is_there() =>
        Assert.All(
            Catalogue.ObservableThrough(ObservationClasses.UserInterface),
            static clause =>
                Assert.True(
                    clause.Status is ClauseStatus.Checked or ClauseStatus.Carried || clause.Reason.Length > 20,
                    $"{clause.Id}"
                )
        );

    [Fact]
    public void What_is_carried_is_carried_by_clauses_of_its_own()
    {
        foreach (Clause clause in Catalogue.Clauses.Where(static c => c.Status == ClauseStatus.Carried))
        {
            var seen = new HashSet<ClauseId> { clause.Id };
            var open = new Stack<ClauseId>(clause.Carriers);
            bool grounded = false;
            while (open.TryPop(out ClauseId next))
            {
                Assert.True(next != clause.Id, $"{clause.Id} carries itself");
                Clause carrier = Catalogue.Find(next)!;
                grounded |= carrier.Status != ClauseStatus.Carried;
                if (carrier.Status == ClauseStatus.Carried && seen.Add(next))
                {
                    carrier.Carriers.ToList().ForEach(open.Push);
                }
            }

            Assert.True(grounded, $"{clause.Id} rests on nothing");
        }
    }

    [Fact]
    public void Every_profile_has_clauses() =>
        Assert.All(ClauseCatalogue.Profiles, static profile => Assert.NotEmpty(Catalogue.OfProfile(profile)));

    [Fact]
    public void Versions_decide_which_clauses_apply()
    {
        Clause reserved = Catalogue.Find(ClauseId.Of("LUO-FILE-11"))!;
        Clause stateful = Catalogue.Find(ClauseId.Of("D1.3"))!;
        Assert.False(reserved.AppliesTo(new KernelVersion(7, 1)));
        Assert.True(reserved.AppliesTo(new KernelVersion(7, 2)));
        Assert.True(stateful.AppliesTo(new KernelVersion(7, 0)));
        Assert.False(stateful.AppliesTo(new KernelVersion(7, 1)));
    }

    [Fact]
    public void Clauses_are_found_by_pattern_class_and_link()
    {
        Assert.Equal(10, Catalogue.Matching(ClauseFilter.Parse("LUO-SESS-0*, memfd-18")).Count());
        Assert.Equal(Catalogue.Clauses.Length, Catalogue.Matching(ClauseFilter.All).Count());
        Assert.Contains(
            Catalogue.ObservableThrough(ObservationClasses.Image),
            static clause => clause.Id == ClauseId.Of("LUO-SESS-04")
        );
        Assert.Contains(
            Catalogue.Pointing(ClauseId.Of("LUO-SESS-10")),
            static clause => clause.Id == ClauseId.Of("D3.1")
        );
        Assert.Null(Catalogue.Find(ClauseId.Of("LUO-SESS-99")));
    }

    [Theory]
    [InlineData("7.2", true)]
    [InlineData("7.2.13", true)]
    [InlineData("7.3-rc1", true)]
    [InlineData("7", false)]
    [InlineData("7-2", false)]
    [InlineData("7.x", false)]
    [InlineData("12345.1", false)]
    [InlineData("", false)]
    public void A_kernel_version_is_two_numbers(string text, bool read) =>
        Assert.Equal(read, KernelVersion.TryParse(text, out _));
}
