using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>All clauses of the contract, as the files in <c>spec/clauses</c> have them.</summary>
/// <remarks>Immutable; it may be used from several threads.</remarks>
public sealed class ClauseCatalogue
{
    /// <summary>The profile of the merged kernels, under which every clause binds that is no alternative.</summary>
    public const string LinuxProfile = "linux";

    private const string ResourcePrefix = "spec.clauses.";

    private readonly Dictionary<ClauseId, Clause> _byId;

    private ClauseCatalogue(ImmutableArray<Clause> clauses)
    {
        Clauses = clauses;
        _byId = clauses.ToDictionary(static clause => clause.Id);
    }

    /// <summary>The names of all profiles: what merged kernels do, and the recorded alternatives.</summary>
    public static ImmutableArray<string> Profiles { get; } =
    [LinuxProfile, "stateful-kho", "luo-v4", "finish-on-close", "multi-version", "unpreserve-ordered"];

    /// <summary>The clauses, file by file in the order of the files' names, and inside a file in its own order.</summary>
    public ImmutableArray<Clause> Clauses { get; }

    /// <summary>The catalogue that is built into this assembly.</summary>
    /// <exception cref="InvalidDataException">The built-in files are wrong: a fault of this assembly's build.</exception>
    public static ClauseCatalogue Load()
    {
        Assembly assembly = typeof(ClauseCatalogue).Assembly;
        var files = new List<(string, string)>();
        foreach (string resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using Stream stream = assembly.GetManifestResourceStream(resource)!;
                using var reader = new StreamReader(stream);
                files.Add(($"spec/clauses/{resource[ResourcePrefix.Length..]}", reader.ReadToEnd()));
            }
        }

        return TryRead(files, out ClauseCatalogue? catalogue, out ImmutableArray<TextError> errors)
            ? catalogue
            : throw new InvalidDataException(string.Join('\n', errors));
    }

    /// <summary>Reads the <c>*.yaml</c> files of a directory.</summary>
    /// <param name="directory">The directory; it exists.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="errors">All that is wrong, in the order of files and lines; empty on success.</param>
    /// <returns>Whether all files are well formed.</returns>
    /// <exception cref="IOException">The directory or a file cannot be read.</exception>
    public static bool TryLoad(
        string directory,
        [NotNullWhen(true)] out ClauseCatalogue? catalogue,
        out ImmutableArray<TextError> errors
    )
    {
        IEnumerable<(string, string)> files = Directory
            .GetFiles(directory, "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(static path => (path, File.ReadAllText(path)));
        return TryRead(files, out catalogue, out errors);
    }

    /// <summary>Reads clause files from their texts.</summary>
    /// <param name="files">Names, for errors, and texts.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="errors">All that is wrong, in the order of files and lines; empty on success.</param>
    /// <returns>Whether all files are well formed.</returns>
    public static bool TryRead(
        IEnumerable<(string Name, string Text)> files,
        [NotNullWhen(true)] out ClauseCatalogue? catalogue,
        out ImmutableArray<TextError> errors
    )
    {
        var found = new List<TextError>();
        ImmutableArray<ClauseFile> read = [.. files.Select(file => ClauseFile.Read(file.Name, file.Text, found))];
        ImmutableArray<Clause> clauses = [.. read.SelectMany(static file => file.Clauses)];
        var first = new Dictionary<ClauseId, Clause>();
        foreach (Clause clause in clauses.Where(static clause => clause.Id != ClauseId.None))
        {
            if (!first.TryAdd(clause.Id, clause))
            {
                Clause other = first[clause.Id];
                string where = $"{other.File}:{other.Line}";
                found.Add(
                    new TextError(
                        clause.File,
                        clause.Line,
                        1,
                        $"{clause.Id} is already at {where}; take the next free number"
                    )
                );
            }
        }

        foreach (ClauseFile file in read)
        {
            file.CheckLinks(first.Keys.ToHashSet());
        }

        errors = [.. found.OrderBy(static e => e.File, StringComparer.Ordinal).ThenBy(static e => e.Line)];
        catalogue = errors.IsEmpty ? new ClauseCatalogue(clauses) : null;
        return errors.IsEmpty;
    }

    /// <summary>Looks a clause up.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The clause, or <see langword="null"/> when there is none of that id.</returns>
    public Clause? Find(ClauseId id) => _byId.GetValueOrDefault(id);

    /// <summary>The clauses that a filter chooses.</summary>
    /// <param name="filter">The filter.</param>
    public IEnumerable<Clause> Matching(ClauseFilter filter) => Clauses.Where(clause => filter.Includes(clause.Id));

    /// <summary>The clauses that can be shown through any of the given observation classes.</summary>
    /// <param name="offered">The classes that an implementation offers.</param>
    public IEnumerable<Clause> ObservableThrough(ObservationClasses offered) =>
        Clauses.Where(clause => clause.IsObservableThrough(offered));

    /// <summary>The clauses that are written for a profile.</summary>
    /// <param name="profile">One of <see cref="Profiles"/>.</param>
    public IEnumerable<Clause> OfProfile(string profile) => Clauses.Where(clause => clause.Profile == profile);

    /// <summary>The clauses that bind under a profile: its own, and those of its kernel that it does not replace.</summary>
    /// <param name="profile">The profile.</param>
    public IEnumerable<Clause> Binding(ProfileDescription profile) => Clauses.Where(profile.Binds);

    /// <summary>The clauses with checks of their own that a carried clause rests on, through carried ones between them too.</summary>
    /// <param name="carried">A clause of status carried.</param>
    public IReadOnlyList<Clause> Grounds(Clause carried)
    {
        var grounds = new List<Clause>();
        var seen = new HashSet<ClauseId> { carried.Id };
        var open = new Queue<ClauseId>(carried.Carriers);
        while (open.TryDequeue(out ClauseId next))
        {
            if (!seen.Add(next) || Find(next) is not { } carrier)
            {
                continue;
            }

            if (carrier.Status == ClauseStatus.Carried)
            {
                carrier.Carriers.ToList().ForEach(open.Enqueue);
            }
            else
            {
                grounds.Add(carrier);
            }
        }

        return grounds;
    }

    /// <summary>The clauses that stand in some relation to a clause.</summary>
    /// <param name="id">The clause.</param>
    public IEnumerable<Clause> Pointing(ClauseId id) =>
        Clauses.Where(clause => clause.Relations.Any(relation => relation.Other == id));
}
