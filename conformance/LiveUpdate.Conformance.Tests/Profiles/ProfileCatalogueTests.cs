using System.Collections.Immutable;
using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class ProfileCatalogueTests
{
    private static readonly ProfileCatalogue Profiles = ProfileCatalogue.BuiltIn;
    private static readonly ClauseCatalogue Clauses = ClauseCatalogue.Load();

    [Fact]
    public void Every_profile_has_a_file() =>
        Assert.Equal(Profile.All, Profiles.Profiles.Select(static p => p.Profile));

    [Fact]
    public void A_file_describes_exactly_the_differences_of_its_profile() =>
        Assert.All(
            Profiles.Profiles,
            static description =>
                Assert.Equal(
                    description.Profile.Differences,
                    description.Differences.Aggregate(Differences.None, static (all, one) => all | one.Difference)
                )
        );

    [Fact]
    public void Every_difference_names_clauses_of_the_catalogue() =>
        Assert.All(
            Profiles.Profiles.SelectMany(static description => description.Differences),
            static difference =>
                Assert.All(
                    difference.Replaces.AddRange(difference.Clauses),
                    static id => Assert.True(Clauses.Find(id) is not null, $"there is no clause {id}")
                )
        );

    [Fact]
    public void The_clause_of_a_difference_binds_where_the_difference_is_and_nowhere_else() =>
        Assert.All(
            Profiles.Profiles,
            static description =>
                Assert.All(
                    Profiles.Profiles.SelectMany(static other => other.Differences),
                    difference =>
                        Assert.All(
                            difference.Clauses,
                            id =>
                                Assert.Equal(
                                    description.Profile.Has(difference.Difference),
                                    description.Binds(Clauses.Find(id)!)
                                )
                        )
                )
        );

    [Fact]
    public void What_a_difference_replaces_does_not_bind() =>
        Assert.All(
            Profiles.Profiles,
            static description =>
                Assert.All(
                    description.Differences.SelectMany(static difference => difference.Replaces),
                    id => Assert.False(description.Binds(Clauses.Find(id)!), $"{id} under {description.Name}")
                )
        );

    [Fact]
    public void Two_profiles_can_be_told_apart_exactly_when_they_differ() =>
        Assert.All(
            Profiles.Profiles.SelectMany(static a => Profiles.Profiles.Select(b => (a, b))),
            static pair =>
                Assert.Equal(
                    pair.a.Profile.Differences == pair.b.Profile.Differences,
                    ProfileCatalogue.Telling(pair.a, pair.b, Clauses).IsEmpty
                )
        );

    [Fact]
    public void The_table_names_clauses_that_bind_under_the_profile_that_is_judged() =>
        Assert.All(
            Profiles.Profiles.SelectMany(static a => Profiles.Profiles.Select(b => (a, b))),
            static pair =>
                Assert.All(
                    ProfileCatalogue.Telling(pair.a, pair.b, Clauses),
                    id => Assert.True(pair.b.Binds(Clauses.Find(id)!), $"{id} under {pair.b.Name}")
                )
        );

    [Fact]
    public void The_page_on_profiles_has_a_row_for_each_difference()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "spec", "profiles", "README.md"));
        Assert.All(
            Profiles
                .Profiles.SelectMany(static description => description.Differences)
                .DistinctBy(static difference => difference.Difference),
            difference => Assert.Contains(RowOf(difference), page, StringComparison.Ordinal)
        );
    }

    private static string RowOf(ProfileDifference difference)
    {
        string having = string.Join(
            ' ',
            Profile.All.Where(profile => profile.Has(difference.Difference)).Select(static profile => profile.Name)
        );
        return $"| `{Profile.WordOf(difference.Difference)}` | {having} | {string.Join(' ', difference.Clauses)} | {string.Join(' ', difference.Replaces)} |";
    }

    [Theory]
    [InlineData("profile: linux-8.0\ntitle: t\nkernel: \"7.1\"\nimage: i\n", "'linux-8.0' is not a profile")]
    [InlineData("profile: linux-7.1\ntitle: t\nkernel: now\nimage: i\n", "'now' is not a kernel version")]
    [InlineData("profile: linux-7.1\ntitle: t\nkernel: \"7.1\"\n", "'image:' is missing")]
    [InlineData("profile: linux-7.1\ntitle: t\nkernel: \"7.1\"\nimage: i\ncolour: red\n", "'colour' is not a key here")]
    [InlineData("profile: linux-7.1\ntitle: t\nkernel: \"7.1\"\nimage: i\ndifferences: none\n", "is not a list")]
    [InlineData("- a\n", "begins with 'profile:'")]
    public void A_broken_file_is_refused_with_the_place(string text, string complaint)
    {
        _ = ProfileCatalogue.Read([("f", text)], out ImmutableArray<TextError> errors);

        Assert.Contains(errors, error => $"{error}".Contains(complaint, StringComparison.Ordinal));
        Assert.All(errors, static error => Assert.Equal("f", error.File));
    }
}
