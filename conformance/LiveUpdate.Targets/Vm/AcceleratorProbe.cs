using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Finds out whether KVM runs a kernel here. That there is a /dev/kvm says little: inside of other virtual machines it may fail at once.</summary>
public static class AcceleratorProbe
{
    /// <summary>Emulation, which always works.</summary>
    public const string Emulation = "tcg";

    /// <summary>Virtualization by this machine's kernel.</summary>
    public const string Kvm = "kvm";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Boots the kernel under KVM, with a kexec into the next, to see which accelerator to take.</summary>
    /// <param name="options">The kernels; their accelerator does not matter.</param>
    /// <returns>The accelerator, and why it is that one.</returns>
    public static (string Accelerator, string Reason) Choose(VmOptions options)
    {
        if (!File.Exists("/dev/kvm"))
        {
            return (Emulation, "there is no /dev/kvm");
        }

        VmOptions probed = options with
        {
            Accelerator = Kvm,
            BootsAhead = false,
            Limits = options.Limits with { Start = Patience, Operation = Patience },
        };
        using var implementation = new VmImplementation(probed);
        try
        {
            using IMachine machine = implementation.Start();
            Outcome outcome = machine.Execute(new Kexec(BootParameters.Default));
            return outcome.IsOk
                ? (Kvm, "a kernel booted under it, and the next one")
                : (Emulation, $"a kexec under KVM was answered '{outcome}'");
        }
        catch (ImplementationFaultException fault)
        {
            return (Emulation, $"KVM does not run the kernel: {fault.Message}");
        }
    }
}
