using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>The reference implementation of KHO and LUO: executable documentation, on a small machine of its own.</summary>
/// <remarks>
/// The layouts are those of the kernel, and only bytes cross its kexec. A wrong implementation for testing the suite is
/// this class with other <see cref="LiveUpdate.Reference.Parts"/>; so is one with a file handler of somebody's own.
/// </remarks>
public class ReferenceImplementation : IRacingImplementation
{
    private readonly Parts _parts;
    private readonly ReferenceOptions _options;
    private readonly Features _features = Features.All;

    /// <summary>The reference on a machine.</summary>
    /// <param name="options">The machine, or <see langword="null"/> for <see cref="ReferenceOptions.Default"/>.</param>
    /// <param name="parts">Where its parts come from, or <see langword="null"/> for the right ones.</param>
    /// <param name="name">What it calls itself.</param>
    public ReferenceImplementation(ReferenceOptions? options = null, Parts? parts = null, string name = "reference")
    {
        _options = options ?? ReferenceOptions.Default;
        _parts = parts ?? new Parts();
        Name = name;
    }

    /// <summary>The reference as an implementation of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="parts">The profile's parts with something changed in them, or <see langword="null"/> for the right ones.</param>
    /// <param name="name">What it calls itself.</param>
    public ReferenceImplementation(Profile profile, Parts? parts = null, string name = "reference")
        : this(parts: parts ?? ProfileParts.Of(profile), name: name) => Profile = profile;

    /// <summary>What it implements.</summary>
    public Profile Profile { get; } = Profile.Linux73;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => Profile.Name;

    /// <inheritdoc/>
    public virtual ObservationClasses Observes =>
        ObservationClasses.UserInterface
        | ObservationClasses.Planted
        | ObservationClasses.Kernel
        | (Profile.ClaimsImage ? ObservationClasses.Image : ObservationClasses.None);

    /// <summary>What it offers: everything, unless somebody wants to see less of it.</summary>
    public Features Features
    {
        get => _features & ~Lacks;
        init => _features = value;
    }

    /// <summary>
    /// What of the inside of the kernel a profile does not have, or has in a way that is not described: trees with keys of any kind
    /// are new in 7.3, and FLBs were counted in other ways before 7.2.
    /// </summary>
    private Features Lacks =>
        Profile.Name switch
        {
            "linux-7.2" => Features.KernelTrees,
            "linux-7.1" or "linux-7.0" or "linux-6.19" => Features.Flbs | Features.KernelMemory | Features.KernelTrees,
            _ => Features.None,
        };

    /// <summary>The parts.</summary>
    public Parts Parts => _parts;

    /// <inheritdoc/>
    public IMachine Start() => new Machine(_parts, _options);

    /// <inheritdoc/>
    public IRacingMachine StartRacing() => new Machine(_parts, _options);

    /// <summary>A machine whose first kernel is booted by KHO from an image that some other kernel left.</summary>
    /// <param name="image">The image; its pages are copied, as far as they lie inside this machine's memory.</param>
    /// <exception cref="ArgumentException">The image has another page size than this machine.</exception>
    /// <exception cref="ImplementationFaultException">The kernel panics over what it finds (LUO-BOOT-01).</exception>
    public IMachine BootFrom(IPhysicalImage image)
    {
        if (image.PageSize != _options.Geometry.PageSize)
        {
            throw new ArgumentException(
                $"The image has pages of {image.PageSize} bytes, the machine of {_options.Geometry.PageSize}.",
                nameof(image)
            );
        }

        return new Machine(_parts, _options, image);
    }
}
