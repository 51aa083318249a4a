using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Profiles for people: all of them and what tells them apart, or one with its differences.</summary>
internal static class ProfileText
{
    private const int Width = 96;

    /// <summary>What profiles there are, and for each two that differ the clauses that tell them apart.</summary>
    /// <param name="catalogue">The profiles.</param>
    public static string Table(ProfileCatalogue catalogue)
    {
        ClauseCatalogue clauses = ClauseCatalogue.Load();
        var text = new StringBuilder();
        int width = catalogue.Profiles.Max(static profile => profile.Name.Length);
        foreach (ProfileDescription profile in catalogue.Profiles)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{profile.Name.PadRight(width)}  {Count(profile)}  {profile.Title}\n"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{"implementation".PadRight(width)}  {"held to".PadRight(width)}  breaks one of\n"
        );
        foreach (ProfileDescription implemented in catalogue.Profiles)
        {
            foreach (ProfileDescription judged in catalogue.Profiles)
            {
                ImmutableArray<ClauseId> telling = ProfileCatalogue.Telling(implemented, judged, clauses);
                if (!telling.IsEmpty)
                {
                    string pair = $"{implemented.Name.PadRight(width)}  {judged.Name.PadRight(width)}  ";
                    string indent = new(' ', pair.Length);
                    string listed = ClauseText.Wrap(string.Join(", ", telling), 0, Width - pair.Length);
                    text.Append(pair)
                        .Append(listed.TrimEnd().Replace("\n", $"\n{indent}", StringComparison.Ordinal))
                        .Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>One profile, all its differences and what is left out.</summary>
    /// <param name="profile">The profile.</param>
    public static string Explain(ProfileDescription profile)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{profile.Name}: {profile.Title}\n\n");
        text.Append(ClauseText.Wrap($"Image: {profile.Image}", 2, Width)).Append('\n');
        foreach (ProfileDifference difference in profile.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {difference.Name}  {string.Join(", ", difference.Clauses)}");
            text.Append(
                difference.Replaces.IsEmpty ? "\n" : $" in place of {string.Join(", ", difference.Replaces)}\n"
            );
            text.Append(ClauseText.Wrap($"{difference.Says} ({difference.Source})", 4, Width)).Append('\n');
        }

        foreach (ProfileOmission omission in profile.Omissions)
        {
            text.Append("  not judged\n");
            text.Append(ClauseText.Wrap($"{omission.What} {omission.Reason} ({omission.Source})", 4, Width))
                .Append('\n');
        }

        return text.Append('\n').ToString();
    }

    /// <summary>Writes the properties of the JSON report.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="catalogue">The profiles.</param>
    public static void Write(Utf8JsonWriter json, ProfileCatalogue catalogue)
    {
        ClauseCatalogue clauses = ClauseCatalogue.Load();
        json.WriteStartArray("profiles");
        foreach (ProfileDescription profile in catalogue.Profiles)
        {
            json.WriteStartObject();
            json.WriteString("name", profile.Name);
            json.WriteString("title", profile.Title);
            json.WriteString("kernel", profile.Kernel.ToString());
            json.WriteString("image", profile.Image);
            WriteNames(json, "differences", profile.Differences.Select(static difference => difference.Name));
            json.WriteStartObject("tellingFrom");
            foreach (ProfileDescription judged in catalogue.Profiles)
            {
                ImmutableArray<ClauseId> telling = ProfileCatalogue.Telling(profile, judged, clauses);
                if (!telling.IsEmpty)
                {
                    WriteNames(json, judged.Name, telling.Select(static id => id.ToString()));
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static string Count(ProfileDescription profile) =>
        $"{profile.Differences.Length, 2} {(profile.Differences.Length == 1 ? "difference " : "differences")}";
}
