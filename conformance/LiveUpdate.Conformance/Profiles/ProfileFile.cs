using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Reads one file of <c>spec/profiles</c>.</summary>
internal sealed class ProfileFile
{
    private static readonly Dictionary<string, Differences> Words = Enum.GetValues<Differences>()
        .Where(static difference => difference != Differences.None)
        .ToDictionary(Profile.WordOf, static difference => difference, StringComparer.Ordinal);

    private readonly string _file;
    private readonly List<TextError> _errors;

    private ProfileFile(string file, List<TextError> errors)
    {
        _file = file;
        _errors = errors;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its name, for errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="errors">Where complaints go.</param>
    /// <returns>What stands in this file alone, and the profile whose differences it has too; nothing when it is too broken.</returns>
    public static (ProfileDescription Description, string? Like)? Read(string file, string text, List<TextError> errors)
    {
        var read = new ProfileFile(file, errors);
        if (!YamlText.TryRead(file, text, out YamlValue? document, out TextError? error))
        {
            errors.Add(error);
            return null;
        }

        if (document is YamlValue.Map map)
        {
            return read.ReadDocument(map);
        }

        errors.Add(new TextError(file, document.Line, document.Column, "a profile begins with 'profile:'; add it"));
        return null;
    }

    private (ProfileDescription, string?)? ReadDocument(YamlValue.Map map)
    {
        var fields = new YamlFields(_file, map, _errors);
        YamlValue.Scalar name = fields.Text("profile", "linux-7.1");
        string title = fields.Text("title", "a few words").Text;
        YamlValue.Scalar kernel = fields.Text("kernel", "\"7.1\"");
        string image = fields.Text("image", "a sentence").Text;
        string? like = fields.OptionalText("like", "linux-7.1")?.Text;
        ImmutableArray<ProfileDifference> differences = ReadItems(fields, "differences", ReadDifference);
        ImmutableArray<ProfileOmission> omissions = ReadItems(fields, "left-out", ReadOmission);
        fields.Finish();
        if (!KernelVersion.TryParse(kernel.Text, out KernelVersion version))
        {
            fields.Complain(kernel, $"'{kernel.Text}' is not a kernel version; write two numbers such as \"7.2\"");
        }

        if (Profile.Find(name.Text) is not { } profile)
        {
            string known = string.Join(", ", Profile.All.Select(static profile => profile.Name));
            fields.Complain(name, $"'{name.Text}' is not a profile; use one of {known}");
            return null;
        }

        return (new ProfileDescription(profile, title, version, image, differences, omissions), like);
    }

    private ImmutableArray<T> ReadItems<T>(YamlFields fields, string key, Func<YamlFields, T> read)
    {
        YamlValue? value = fields.Optional(key);
        if (value is null)
        {
            return [];
        }

        if (value is not YamlValue.List list || !list.Items.All(static item => item is YamlValue.Map))
        {
            fields.Complain(value, $"'{key}' is not a list of mappings; begin each item with '-'");
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>();
        foreach (YamlValue.Map item in list.Items.Cast<YamlValue.Map>())
        {
            var itemFields = new YamlFields(_file, item, _errors);
            items.Add(read(itemFields));
            itemFields.Finish();
        }

        return items.ToImmutable();
    }

    private static ProfileDifference ReadDifference(YamlFields fields)
    {
        Differences difference = fields.Choice(fields.Text("name", "empty-names"), "name", Words);
        string says = fields.Text("says", "a sentence").Text;
        string source = fields.Text("source", "a document and its section").Text;
        return new ProfileDifference(difference, says, source, ReadIds(fields, "clauses"), ReadIds(fields, "replaces"));
    }

    private static ImmutableArray<ClauseId> ReadIds(YamlFields fields, string key)
    {
        const string Form = "a list of clause ids";
        return [.. fields.Texts(fields.Required(key, Form), key, Form).Select(static id => ClauseId.Of(id.Text))];
    }

    private static ProfileOmission ReadOmission(YamlFields fields) =>
        new(
            fields.Text("what", "a sentence").Text,
            fields.Text("source", "a document and its section").Text,
            fields.Text("reason", "a sentence").Text
        );
}
