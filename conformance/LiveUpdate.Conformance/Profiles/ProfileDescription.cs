using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A profile as its file in <c>spec/profiles</c> describes it.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Title">A few words.</param>
/// <param name="Kernel">The kernel whose clauses bind, as far as they are not replaced.</param>
/// <param name="Image">What is claimed of the handover image, and why.</param>
/// <param name="Differences">All differences, those of older files first.</param>
/// <param name="Omissions">What is not judged although it is different.</param>
public sealed record ProfileDescription(
    Profile Profile,
    string Title,
    KernelVersion Kernel,
    string Image,
    ImmutableArray<ProfileDifference> Differences,
    ImmutableArray<ProfileOmission> Omissions
)
{
    private const ObservationClasses WithoutImage = ObservationClasses.UserInterface | ObservationClasses.Kernel;

    /// <summary>Its name.</summary>
    public string Name => Profile.Name;

    /// <summary>Whether a clause binds under the profile.</summary>
    /// <param name="clause">The clause.</param>
    public bool Binds(Clause clause)
    {
        if (clause.Profile != ClauseCatalogue.LinuxProfile)
        {
            return clause.Profile == Name;
        }

        bool isReplaced = Differences.Any(difference => difference.Replaces.Contains(clause.Id));
        bool isSilent = !Profile.ClaimsImage && !clause.IsObservableThrough(WithoutImage);
        return clause.AppliesTo(Kernel) && !isReplaced && !isSilent;
    }
}
