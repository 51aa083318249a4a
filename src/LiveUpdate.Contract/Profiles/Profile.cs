using System.Collections.Immutable;
using System.Globalization;

namespace LiveUpdate.Contract;

/// <summary>A contract that an implementation can be held to: Linux 7.3, an older kernel, or a recorded alternative.</summary>
/// <remarks>What each difference means, and where it is known from, stands in <c>spec/profiles</c>.</remarks>
/// <param name="Name">Its name on the command line, such as <c>linux-7.1</c>.</param>
/// <param name="Differences">All in which it differs from Linux 7.3.</param>
/// <param name="ClaimsImage">Whether its handover image is that of Linux 7.3, byte for byte, so that the rules for images bind.</param>
public sealed record Profile(string Name, Differences Differences, bool ClaimsImage)
{
    /// <summary>The most outgoing sessions with <see cref="Differences.SessionsBounded"/>.</summary>
    public const int MaxSessions = 819;

    /// <summary>The most files in a session with <see cref="Differences.FilesBounded"/>.</summary>
    public const int MaxFiles = 128;

    private const Differences UntilLinux71 =
        Differences.EmptyNames
        | Differences.LongNamesCut
        | Differences.NoGetName
        | Differences.FinishReservedIgnored
        | Differences.KindsUnchecked
        | Differences.SessionsBounded
        | Differences.FilesBounded;

    private const Differences UntilLinux70 =
        UntilLinux71 | Differences.PreservedAgain | Differences.SealsDropped | Differences.PageCountWraps;

    /// <summary><c>linux-7.3</c>, the default.</summary>
    public static Profile Linux73 { get; } = new("linux-7.3", Differences.None, ClaimsImage: true);

    /// <summary><c>linux-7.2</c>.</summary>
    public static Profile Linux72 { get; } = new("linux-7.2", Differences.None, ClaimsImage: true);

    /// <summary><c>linux-7.1</c>.</summary>
    public static Profile Linux71 { get; } = new("linux-7.1", UntilLinux71, ClaimsImage: false);

    /// <summary><c>linux-7.0</c>.</summary>
    public static Profile Linux70 { get; } = new("linux-7.0", UntilLinux70, ClaimsImage: false);

    /// <summary><c>linux-6.19</c>.</summary>
    public static Profile Linux619 { get; } =
        new("linux-6.19", UntilLinux70 | Differences.RetrieveForgotten, ClaimsImage: false);

    /// <summary><c>finish-on-close</c> (D4.4).</summary>
    public static Profile FinishOnClose { get; } =
        new("finish-on-close", Differences.NoFinish | Differences.CloseRefused, ClaimsImage: true);

    /// <summary><c>luo-v4</c> (D4.1, D3.8).</summary>
    public static Profile LuoV4 { get; } =
        new("luo-v4", Differences.GlobalStates | Differences.UnpreserveOne, ClaimsImage: false);

    /// <summary><c>stateful-kho</c> (D1.3, D5.3).</summary>
    public static Profile StatefulKho { get; } = new("stateful-kho", Differences.FinalizeStep, ClaimsImage: false);

    /// <summary><c>multi-version</c> (D2.3).</summary>
    public static Profile MultiVersion { get; } = new("multi-version", Differences.SeveralVersions, ClaimsImage: false);

    /// <summary><c>unpreserve-ordered</c> (D3.8).</summary>
    public static Profile UnpreserveOrdered { get; } =
        new("unpreserve-ordered", Differences.UnpreserveOrdered, ClaimsImage: true);

    /// <summary>All profiles, the default first.</summary>
    public static ImmutableArray<Profile> All { get; } =
    [Linux73, Linux72, Linux71, Linux70, Linux619, FinishOnClose, LuoV4, StatefulKho, MultiVersion, UnpreserveOrdered];

    /// <summary>Looks a profile up by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The profile, or <see langword="null"/> when there is none of that name.</returns>
    public static Profile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);

    /// <summary>Whether it has a difference.</summary>
    /// <param name="difference">One difference.</param>
    public bool Has(Differences difference) => (Differences & difference) != Differences.None;

    /// <summary>The name of a difference as the files in <c>spec/profiles</c> write it, such as <c>empty-names</c>.</summary>
    /// <param name="difference">One difference.</param>
    public static string WordOf(Differences difference) =>
        string.Concat(
            difference
                .ToString()
                .Select(
                    static (c, i) =>
                        char.IsAsciiLetterUpper(c)
                            ? (i > 0 ? "-" : string.Empty) + char.ToLower(c, CultureInfo.InvariantCulture)
                            : $"{c}"
                )
        );
}
