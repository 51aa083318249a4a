using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>The first line that an implementation says on the wire: <c>hello luo 1 name=… version=… observes=… features=…</c>.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Version">Its version.</param>
/// <param name="Observes">The observation classes it offers.</param>
/// <param name="Features">The optional parts of the user interface that it has.</param>
public sealed record WireGreeting(string Name, string Version, ObservationClasses Observes, Features Features)
{
    private const string Opening = "hello luo 1";

    private static readonly (char Letter, ObservationClasses Class)[] Letters =
    [
        ('U', ObservationClasses.UserInterface),
        ('I', ObservationClasses.Image),
        ('K', ObservationClasses.Kernel),
        ('P', ObservationClasses.Planted),
    ];

    private static readonly (string Word, Features Feature)[] Words =
    [
        ("hostile_pointers", Features.HostilePointers),
        ("second_process", Features.SecondProcess),
        ("hugetlb", Features.Hugetlb),
        ("mappings", Features.Mappings),
        ("descriptor_limits", Features.DescriptorLimits),
        ("plain_images", Features.PlainImages),
        ("crash_images", Features.CrashImages),
        ("preserve_context", Features.PreserveContext),
        ("boot_parameters", Features.BootParameters),
        ("cold_boot", Features.ColdBoot),
        ("faults", Features.Faults),
        ("handlers", Features.Handlers),
        ("handler_queries", Features.HandlerQueries),
        ("kernel_memory", Features.KernelMemory),
        ("flbs", Features.Flbs),
        ("kernel_trees", Features.KernelTrees),
        ("all", Features.All),
    ];

    /// <summary>The greeting of an implementation.</summary>
    /// <param name="implementation">The implementation.</param>
    public static WireGreeting Of(IImplementation implementation) =>
        new(implementation.Name, implementation.Version, implementation.Observes, implementation.Features);

    /// <summary>Reads a greeting.</summary>
    /// <param name="line">The line.</param>
    /// <param name="greeting">The greeting.</param>
    /// <param name="error">What is wrong with the line, and how to mend it.</param>
    /// <returns>Whether the line is a greeting of this protocol's version.</returns>
    public static bool TryParse(
        string line,
        [NotNullWhen(true)] out WireGreeting? greeting,
        [NotNullWhen(false)] out string? error
    )
    {
        greeting = null;
        string[] tokens = line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length < 3 || tokens[0] != "hello" || tokens[1] != "luo" || tokens[2] != "1")
        {
            error = $"the first line must begin with '{Opening}'";
            return false;
        }

        string name = "unnamed";
        string version = "unknown";
        ObservationClasses observes = ObservationClasses.UserInterface;
        Features features = Features.None;
        foreach (string token in tokens.Skip(3))
        {
            string value = token[(token.IndexOf('=', StringComparison.Ordinal) + 1)..];
            error = token.Split('=')[0] switch
            {
                "name" => ReadText(value, ref name),
                "version" => ReadText(value, ref version),
                "observes" => ReadClasses(value, out observes),
                "features" => ReadFeatures(value, out features),
                // A later revision may say more; what is not known here is not needed here.
                _ => null,
            };
            if (error is not null)
            {
                return false;
            }
        }

        greeting = new WireGreeting(name, version, observes, features);
        error = null;
        return true;
    }

    /// <summary>The line's text.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Opening} name={ByteString.Of(Name)} version={ByteString.Of(Version)} observes={LettersOf(Observes)} features={WordsOf(Features)}"
        );

    private static string LettersOf(ObservationClasses classes) =>
        string.Concat(Letters.Where(l => classes.HasFlag(l.Class)).Select(static l => l.Letter));

    private static string WordsOf(Features features) =>
        features == Features.All
            ? "all"
            : string.Join(',', Words.Where(w => features.HasFlag(w.Feature)).Select(static w => w.Word));

    private static string? ReadText(string text, ref string target)
    {
        if (!PercentEncoding.TryDecode(text, out ByteString? bytes, out _))
        {
            return $"'{text}' is not percent-encoded";
        }

        target = System.Text.Encoding.UTF8.GetString(bytes!.Span);
        return null;
    }

    private static string? ReadClasses(string text, out ObservationClasses classes)
    {
        classes = ObservationClasses.None;
        foreach (char letter in text)
        {
            int known = Array.FindIndex(Letters, l => l.Letter == letter);
            if (known < 0)
            {
                return $"'{letter}' is not an observation class; use letters of UIKP";
            }

            classes |= Letters[known].Class;
        }

        return null;
    }

    private static string? ReadFeatures(string text, out Features features)
    {
        features = Features.None;
        foreach (string word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int known = Array.FindIndex(Words, w => w.Word == word);
            if (known < 0)
            {
                return $"'{word}' is not a feature; use words of {string.Join(',', Words.Select(static w => w.Word))}";
            }

            features |= Words[known].Feature;
        }

        return null;
    }
}
