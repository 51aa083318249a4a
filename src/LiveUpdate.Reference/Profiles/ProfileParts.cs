using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The parts of which the kernels of each profile are made.</summary>
internal static class ProfileParts
{
    /// <summary>The right parts for a profile.</summary>
    /// <param name="profile">The profile.</param>
    public static Parts Of(Profile profile) =>
        profile.Name switch
        {
            "linux-7.3" or "linux-7.2" => new Parts(),
            "linux-7.1" => new Linux71Parts(),
            "linux-7.0" => new Linux70Parts(),
            "linux-6.19" => new Linux619Parts(),
            "finish-on-close" => new FinishOnCloseParts(),
            "luo-v4" => new LuoV4Parts(),
            "stateful-kho" => new StatefulKhoParts(),
            "multi-version" => new MultiVersionParts(),
            "unpreserve-ordered" => new UnpreserveOrderedParts(),
            _ => throw new ArgumentOutOfRangeException(
                nameof(profile),
                profile.Name,
                "the reference does not implement this profile"
            ),
        };
}
