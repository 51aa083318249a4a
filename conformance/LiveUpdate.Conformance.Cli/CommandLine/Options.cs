using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Options that several commands share, each made anew for its command.</summary>
internal static class Options
{
    /// <summary><c>--seed</c>.</summary>
    public static Option<ulong> Seed() =>
        new("--seed", "-s")
        {
            Description = "The seed of all random programs: a number, or 'random' for a fresh one.",
            HelpName = "N",
            DefaultValueFactory = static _ => 1,
            CustomParser = static result =>
                result.Tokens[0].Value == "random"
                    ? (ulong)RandomNumberGenerator.GetInt32(int.MaxValue)
                    : Number(result, 0, ulong.MaxValue),
        };

    /// <summary><c>--cases</c>.</summary>
    /// <param name="description">What it means for the command.</param>
    public static Option<long?> Cases(string description) =>
        new("--cases", "-n")
        {
            Description = description,
            HelpName = "N",
            CustomParser = static result => (long)Number(result, 0, long.MaxValue),
        };

    /// <summary><c>--time</c>.</summary>
    public static Option<TimeSpan?> Time() =>
        new("--time", "-t")
        {
            Description = "How long to go on, such as 10s or 2m. Without --cases and --time: 10s.",
            HelpName = "DURATION",
            CustomParser = ParseDuration,
        };

    /// <summary><c>--max-ops</c>.</summary>
    public static Option<int> MaxOperations() =>
        new("--max-ops")
        {
            Description = "The most operations in one random program.",
            HelpName = "N",
            DefaultValueFactory = static _ => new CampaignOptions().MaxOperations,
            CustomParser = static result => (int)Number(result, 4, ProgramText.MaxOperations),
        };

    /// <summary><c>--clause</c>.</summary>
    public static Option<ClauseFilter> Clause() =>
        new("--clause", "-c")
        {
            Description = "Only clauses that match, such as LUO-SESS-07 or 'LUO-*,MEMFD-1?'.",
            HelpName = "PATTERN",
            DefaultValueFactory = static _ => ClauseFilter.All,
            CustomParser = static result => ClauseFilter.Parse(result.Tokens[0].Value),
        };

    /// <summary><c>--workers</c>.</summary>
    public static Option<int?> Workers() =>
        new("--workers", "-j")
        {
            Description =
                "How many threads run programs: one a processor unless given. The results do not depend on it.",
            HelpName = "N",
            CustomParser = static result => (int)Number(result, 1, 1024),
        };

    /// <summary>How many workers were asked for, or one a processor.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    public static int WorkersOf(Option<int?> option, ParseResult parsed) =>
        parsed.GetValue(option) ?? Environment.ProcessorCount;

    /// <summary><c>--out</c>.</summary>
    public static Option<DirectoryInfo> Out() =>
        new("--out", "-o")
        {
            Description = "Where failing programs are written.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => new DirectoryInfo("luoconf-out"),
            CustomParser = static result => new DirectoryInfo(result.Tokens[0].Value),
        };

    /// <summary><c>--profile</c>.</summary>
    public static Option<string> Profile() =>
        Profile(
            "--profile",
            "-p",
            "The contract that is judged: a kernel or an alternative; 'luoconf spec --profiles' shows all."
        );

    /// <summary>An option that names a profile.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="alias">Its short name.</param>
    /// <param name="description">What it means for the command.</param>
    public static Option<string> Profile(string name, string alias, string description)
    {
        var option = new Option<string>(name, alias)
        {
            Description = description,
            HelpName = "NAME",
            DefaultValueFactory = static _ => Contract.Profile.Linux73.Name,
        };
        option.AcceptOnlyFromAmong([.. ProfileCatalogue.BuiltIn.Profiles.Select(static profile => profile.Name)]);
        return option;
    }

    /// <summary>The profile that was chosen.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    public static Profile ProfileOf(Option<string> option, ParseResult parsed) =>
        Contract.Profile.Find(parsed.GetRequiredValue(option))!;

    /// <summary>Reads the value of an option that is a count, at least 1.</summary>
    /// <param name="result">The option's value.</param>
    public static long? Count(ArgumentResult result) => (long)Number(result, 1, long.MaxValue);

    /// <summary>An option that is a physical address.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means for the command.</param>
    public static Option<ulong?> Address(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "ADDRESS",
            CustomParser = static result => Number(result, 0, ulong.MaxValue),
        };

    /// <summary>Reads a whole number, in hex behind <c>0x</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number, or <see langword="null"/> when the text is none.</returns>
    public static ulong? ParseNumber(string text)
    {
        string plain = text.Replace("_", string.Empty, StringComparison.Ordinal);
        bool valid = plain.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(
                plain.AsSpan(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ulong number
            )
            : ulong.TryParse(plain, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return valid ? number : null;
    }

    /// <summary>Reads the value of an option that is a duration.</summary>
    /// <param name="result">The option's value.</param>
    public static TimeSpan? ParseDuration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        TimeSpan? duration = Duration.Parse(text);
        if (duration is null)
        {
            result.AddError($"{NameOf(result)}: '{text}' is no duration; write it like 500ms, 10s, 2m or 1h");
        }

        return duration;
    }

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult { IdentifierToken: { } token } ? token.Value : "argument";

    private static ulong Number(ArgumentResult result, ulong least, ulong most)
    {
        string text = result.Tokens[0].Value;
        if (ParseNumber(text) is { } number && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{NameOf(result)}: '{text}' is no whole number from {least} to {most}");
        return least;
    }
}
