using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Hands out the entries of one mapping by key, and complains about what is missing, malformed or not asked for.</summary>
internal sealed class YamlFields
{
    private readonly string _file;
    private readonly YamlValue.Map _map;
    private readonly List<TextError> _errors;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlFields(string file, YamlValue.Map map, List<TextError> errors)
    {
        _file = file;
        _map = map;
        _errors = errors;
    }

    /// <summary>The value of a key, or <see langword="null"/> without a complaint.</summary>
    public YamlValue? Optional(string key)
    {
        _asked.Add(key);
        return _map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;
    }

    /// <summary>The value of a key; when there is none, a complaint and <see langword="null"/>.</summary>
    public YamlValue? Required(string key, string form)
    {
        YamlValue? value = Optional(key);
        if (value is null)
        {
            Complain(_map, $"'{key}:' is missing; add {key}: {form}");
        }

        return value;
    }

    /// <summary>The text of a key; empty, with a complaint, when it is missing or no text.</summary>
    public YamlValue.Scalar Text(string key, string form) => AsText(Required(key, form), key, form);

    /// <summary>The text of a key, or <see langword="null"/> when it is not there.</summary>
    public YamlValue.Scalar? OptionalText(string key, string form)
    {
        YamlValue? value = Optional(key);
        return value is null ? null : AsText(value, key, form);
    }

    /// <summary>The texts of a list.</summary>
    public ImmutableArray<YamlValue.Scalar> Texts(YamlValue? value, string key, string form)
    {
        if (value is not YamlValue.List list)
        {
            if (value is not null)
            {
                Complain(value, $"'{key}' is not a list; write {form}");
            }

            return [];
        }

        return [.. list.Items.Select(item => AsText(item, key, form)).Where(static text => text.Text.Length > 0)];
    }

    /// <summary>One word of a fixed choice; the first word's value, with a complaint, for any other.</summary>
    public T Choice<T>(YamlValue.Scalar text, string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (text.Text.Length > 0 && !words.ContainsKey(text.Text))
        {
            Complain(text, $"'{text.Text}' is not a value of {key}; use one of {string.Join(", ", words.Keys)}");
        }

        return words.GetValueOrDefault(text.Text);
    }

    /// <summary>Complains about every key that nobody asked for.</summary>
    public void Finish()
    {
        foreach ((YamlValue.Scalar key, _) in _map.Entries)
        {
            if (!_asked.Contains(key.Text))
            {
                string known = string.Join(", ", _asked.Order(StringComparer.Ordinal));
                Complain(key, $"'{key.Text}' is not a key here; use one of {known}");
            }
        }
    }

    /// <summary>Adds a complaint at the position of a value.</summary>
    public void Complain(YamlValue at, string message) =>
        _errors.Add(new TextError(_file, at.Line, at.Column, message));

    private YamlValue.Scalar AsText(YamlValue? value, string key, string form)
    {
        if (value is YamlValue.Scalar { Text.Length: > 0 } text)
        {
            return text;
        }

        if (value is not null)
        {
            Complain(value, $"'{key}' holds no text; write {key}: {form}");
        }

        return new YamlValue.Scalar(string.Empty, value?.Line ?? _map.Line, value?.Column ?? _map.Column);
    }
}
