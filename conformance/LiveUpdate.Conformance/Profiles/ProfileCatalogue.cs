using System.Collections.Immutable;
using System.Reflection;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>All profiles, as the files in <c>spec/profiles</c> describe them.</summary>
/// <remarks>Immutable; it may be used from several threads.</remarks>
public sealed class ProfileCatalogue
{
    private const string ResourcePrefix = "spec.profiles.";

    private static readonly Lazy<ProfileCatalogue> s_builtIn = new(LoadBuiltIn);

    private ProfileCatalogue(ImmutableArray<ProfileDescription> profiles) => Profiles = profiles;

    /// <summary>The catalogue that is built into this assembly.</summary>
    /// <exception cref="InvalidDataException">The built-in files are wrong: a fault of this assembly's build.</exception>
    public static ProfileCatalogue BuiltIn => s_builtIn.Value;

    /// <summary>The profiles in the order of <see cref="Profile.All"/>.</summary>
    public ImmutableArray<ProfileDescription> Profiles { get; }

    /// <summary>Reads profile files from their texts.</summary>
    /// <param name="files">Names, for errors, and texts.</param>
    /// <param name="errors">All that is wrong; empty on success.</param>
    /// <returns>The catalogue; profiles without a file are left out.</returns>
    public static ProfileCatalogue Read(
        IEnumerable<(string Name, string Text)> files,
        out ImmutableArray<TextError> errors
    )
    {
        var found = new List<TextError>();
        var read = new Dictionary<string, (ProfileDescription Own, string? Like)>(StringComparer.Ordinal);
        foreach ((string name, string text) in files)
        {
            if (ProfileFile.Read(name, text, found) is { } file && !read.TryAdd(file.Description.Name, file))
            {
                found.Add(new TextError(name, 1, 1, $"{file.Description.Name} has another file; keep one"));
            }
        }

        errors = [.. found];
        return new ProfileCatalogue([
            .. Profile
                .All.Where(profile => read.ContainsKey(profile.Name))
                .Select(profile => Whole(profile.Name, read)),
        ]);
    }

    /// <summary>Looks a profile up.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The profile, or <see langword="null"/> when there is none of that name.</returns>
    public ProfileDescription? Find(string name) => Profiles.FirstOrDefault(profile => profile.Name == name);

    /// <summary>The clauses that can tell an implementation of one profile from the contract of another.</summary>
    /// <param name="implemented">What the implementation does.</param>
    /// <param name="judged">What it is held to.</param>
    /// <param name="clauses">All clauses.</param>
    /// <returns>The clauses that it breaks, in order; none when the two do not differ.</returns>
    public static ImmutableArray<ClauseId> Telling(
        ProfileDescription implemented,
        ProfileDescription judged,
        ClauseCatalogue clauses
    )
    {
        IEnumerable<ClauseId> missed = judged
            .Differences.Where(difference => !implemented.Profile.Has(difference.Difference))
            .SelectMany(static difference => difference.Clauses);
        IEnumerable<ClauseId> replaced = implemented
            .Differences.Where(difference => !judged.Profile.Has(difference.Difference))
            .SelectMany(static difference => difference.Replaces);
        return
        [
            .. missed
                .Concat(replaced)
                .Distinct()
                .Where(id => clauses.Find(id) is { } clause && judged.Binds(clause))
                .OrderBy(static id => id.ToString(), StringComparer.Ordinal),
        ];
    }

    private static ProfileDescription Whole(
        string name,
        Dictionary<string, (ProfileDescription Own, string? Like)> read
    )
    {
        (ProfileDescription own, string? like) = read[name];
        if (like is null || like == name || !read.ContainsKey(like))
        {
            return own;
        }

        ProfileDescription other = Whole(like, read);
        return own with
        {
            Differences = [.. other.Differences, .. own.Differences],
            Omissions = [.. other.Omissions, .. own.Omissions],
        };
    }

    private static ProfileCatalogue LoadBuiltIn()
    {
        Assembly assembly = typeof(ProfileCatalogue).Assembly;
        var files = new List<(string, string)>();
        foreach (string resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using Stream stream = assembly.GetManifestResourceStream(resource)!;
                using var reader = new StreamReader(stream);
                files.Add(($"spec/profiles/{resource[ResourcePrefix.Length..]}", reader.ReadToEnd()));
            }
        }

        ProfileCatalogue catalogue = Read(files, out ImmutableArray<TextError> errors);
        return errors.IsEmpty ? catalogue : throw new InvalidDataException(string.Join('\n', errors));
    }
}
