using System.Collections.Immutable;
using System.Reflection;
using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>All mutants, in the order of their ids.</summary>
/// <remarks>
/// A mutant is a class with a <c>[Mutation]</c> that says what it does wrong and <c>[Breaks]</c> that names the clauses.
/// It is either a machine in front of the reference, for a bug in how operations are taken and answered, or a set of the
/// reference's parts in which one is wrong.
/// </remarks>
public static class MutantCatalogue
{
    /// <summary>All mutants, in the order of their ids.</summary>
    public static ImmutableArray<Mutant> All { get; } =
    [
        .. typeof(MutantCatalogue)
            .Assembly.GetTypes()
            .Where(static type => type.IsDefined(typeof(MutationAttribute)))
            .Select(Describe)
            .OrderBy(static mutant => mutant.Id, StringComparer.Ordinal),
    ];

    private static Mutant Describe(Type type)
    {
        MutationAttribute mutation = type.GetCustomAttribute<MutationAttribute>()!;
        BreaksAttribute breaks =
            type.GetCustomAttribute<BreaksAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} does not say which clauses it breaks");
        Profile profile =
            Profile.Find(mutation.Profile)
            ?? throw new InvalidOperationException($"{type.Name} is a mutant of no profile that there is");
        return new Mutant(
            mutation.Id,
            mutation.Title,
            mutation.History ?? string.Empty,
            [.. breaks.Clauses.Select(ClauseId.Of)],
            profile,
            type.IsDefined(typeof(OnNodesAttribute)) ? OnNodesAttribute.Borders : [],
            type.IsDefined(typeof(SeenInRacesAttribute)) ? InRaces(type, profile, mutation.Id)
                : type.IsDefined(typeof(SeenInKernelAttribute)) ? InKernel(type, profile, mutation.Id)
                : type.IsDefined(typeof(SeenInImageAttribute))
                    ? InImage(type, profile, mutation.Id, ObservationClasses.Image)
                : type.IsDefined(typeof(SeenWhenPlantedAttribute))
                    ? InImage(type, profile, mutation.Id, ObservationClasses.Planted)
                : type.IsDefined(typeof(SeenInAccountsAttribute)) ? InAccounts(type, profile, mutation.Id)
                : type.IsDefined(typeof(SeenByProbeAttribute)) ? ByProbe(type, profile, mutation.Id)
                : typeof(Parts).IsAssignableFrom(type) ? FromParts(type, profile, mutation.Id)
                : FromMachine(type, profile, mutation.Id)
        );
    }

    private static Func<IImplementation> InRaces(Type type, Profile profile, string id) =>
        () => new RacingMutant(new ReferenceImplementation(profile, (Parts)Activator.CreateInstance(type)!, id));

    private static Func<IImplementation> InKernel(Type type, Profile profile, string id) =>
        () =>
            new TamperedImplementation(
                new ReferenceImplementation(profile, (Parts)Activator.CreateInstance(type)!, id),
                static inner => new KernelMachine(inner),
                ObservationClasses.UserInterface
                    | ObservationClasses.Kernel
                    | (profile.ClaimsImage ? ObservationClasses.Image : ObservationClasses.None),
                type.IsDefined(typeof(SeenByProbeAttribute)) ? Features.All : Features.All & ~Features.KernelMemory
            );

    private static Func<IImplementation> ByProbe(Type type, Profile profile, string id)
    {
        bool isParts = typeof(Parts).IsAssignableFrom(type);
        bool isOnNodes = type.IsDefined(typeof(OnNodesAttribute));
        return () =>
            new TamperedImplementation(
                isOnNodes
                    ? new ReferenceImplementation(OnNodesAttribute.Machine, (Parts)Activator.CreateInstance(type)!, id)
                    : new ReferenceImplementation(profile, isParts ? (Parts)Activator.CreateInstance(type)! : null, id),
                isParts
                    ? static inner => new PlainMachine(inner)
                    : inner => (IMachine)Activator.CreateInstance(type, inner)!,
                ObservationClasses.UserInterface | ObservationClasses.Kernel,
                Features.All & ~(Features.Handlers | Features.HandlerQueries | Features.Faults)
            );
    }

    private static Func<IImplementation> InImage(Type type, Profile profile, string id, ObservationClasses shows) =>
        () =>
            new TamperedImplementation(
                new ReferenceImplementation(profile, (Parts)Activator.CreateInstance(type)!, id),
                static inner => new ImageMachine(inner),
                ObservationClasses.UserInterface | shows
            );

    private static Func<IImplementation> InAccounts(Type type, Profile profile, string id) =>
        () =>
            new TamperedImplementation(
                new ReferenceImplementation(profile, (Parts)Activator.CreateInstance(type)!, id),
                static inner => new AccountedMachine(inner),
                type.IsDefined(typeof(SeenByProbeAttribute))
                    ? ObservationClasses.UserInterface | ObservationClasses.Kernel
                    : ObservationClasses.UserInterface,
                type.IsDefined(typeof(SeenByProbeAttribute))
                    ? Features.All & ~(Features.Handlers | Features.HandlerQueries)
                    : Features.All & ~Features.KernelMemory
            );

    private static Func<IImplementation> FromParts(Type type, Profile profile, string id) =>
        // The bug has to show through the user interface alone: neither the image nor the accounts of memory can be seen.
        () =>
            new TamperedImplementation(
                new ReferenceImplementation(profile, (Parts)Activator.CreateInstance(type)!, id),
                static inner => new PlainMachine(inner)
            );

    private static Func<IImplementation> FromMachine(Type type, Profile profile, string id) =>
        () =>
            new TamperedImplementation(
                new ReferenceImplementation(profile, name: id),
                inner => (IMachine)Activator.CreateInstance(type, inner)!
            );
}
