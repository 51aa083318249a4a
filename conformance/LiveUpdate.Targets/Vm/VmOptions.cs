namespace LiveUpdate.Targets;

/// <summary>Which kernels run in the virtual machine, and on what.</summary>
/// <param name="Kernel">The kernel's image (a bzImage).</param>
public sealed record VmOptions(string Kernel)
{
    /// <summary>A second kernel: each kexec goes to the other one. <see langword="null"/> to stay with the first.</summary>
    public string? NextKernel { get; init; }

    /// <summary>The program that runs as PID 1, ready built; <see langword="null"/> to build it on first use.</summary>
    public string? Guest { get; init; }

    /// <summary>QEMU.</summary>
    public string Qemu { get; init; } = "qemu-system-x86_64";

    /// <summary>The compiler that builds the guest.</summary>
    public string Compiler { get; init; } = "gcc";

    /// <summary>QEMU's accelerator: <c>tcg</c>, or <c>kvm</c> where that works, see <see cref="AcceleratorProbe"/>.</summary>
    public string Accelerator { get; init; } = "tcg";

    /// <summary>The machine's memory in MiB. Below 512 the default scratch reservation can fail.</summary>
    public int Memory { get; init; } = 512;

    /// <summary>Further words for the kernel's command line.</summary>
    public string CommandLine { get; init; } = string.Empty;

    /// <summary>Whether the next machine boots in the background while one is in use.</summary>
    public bool BootsAhead { get; init; } = true;

    /// <summary>How many programs share a boot in a batch.</summary>
    public int ProgramsPerBoot { get; init; } = 200;

    /// <summary>How many machines run at once in a batch.</summary>
    public int Machines { get; init; } = Math.Min(Environment.ProcessorCount, 4);

    /// <summary>Whether the memory of the machine is looked at when it jumps, so that its handover images can be judged.</summary>
    public bool ShowsImages { get; init; } = true;

    /// <summary>Limits of time; booting under emulation may take long on a busy machine.</summary>
    public WireLimits Limits { get; init; } =
        WireLimits.Default with
        {
            Start = TimeSpan.FromSeconds(180),
            Operation = TimeSpan.FromSeconds(60),
        };
}
