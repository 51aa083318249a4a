namespace LiveUpdate.Targets;

/// <summary>Says what is missing for each kind of target, and how to get it.</summary>
public static class TargetDoctor
{
    private const string KernelTarget = "kernel";
    private const string ChildTarget = "child process";

    /// <summary>Looks for everything; nothing is started.</summary>
    /// <param name="searchPath">Directories to look for programs in, separated as in <c>PATH</c>; that variable when absent.</param>
    /// <param name="kernel">A kernel image to use, or <see langword="null"/> to look for those of <c>shared/kernels</c>.</param>
    public static IReadOnlyList<TargetNeed> Examine(string? searchPath = null, string? kernel = null)
    {
        string path = searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return
        [
            new(
                ChildTarget,
                "/proc",
                Directory.Exists("/proc/self") ? "/proc" : null,
                "mount it; limits of memory need it"
            ),
            new(
                KernelTarget,
                "/bin/sh",
                File.Exists("/bin/sh") ? "/bin/sh" : null,
                "it keeps watch over QEMU; install any shell"
            ),
            Program(path, "qemu-system-x86_64", "apt-get install qemu-system-x86"),
            Guest(path),
            StaticLibrary(),
            Kernel(kernel),
            Program(path, "dtc", "only to look at handover trees by hand; apt-get install device-tree-compiler"),
            Program(
                path,
                "flex",
                "only to build a kernel; apt-get install build-essential flex bison bc libelf-dev lz4"
            ),
            new(
                KernelTarget,
                "/dev/kvm",
                File.Exists("/dev/kvm") ? "/dev/kvm" : null,
                "not needed: kernels run under emulation, which is slower"
            ),
        ];
    }

    /// <summary>What keeps a kernel from being run, leaving out what is only good to have.</summary>
    /// <param name="needs">What was found.</param>
    public static IEnumerable<TargetNeed> Blocking(IEnumerable<TargetNeed> needs) =>
        needs.Where(static need =>
            need.Path is null
            && need.Target == KernelTarget
            && !need.Remedy.StartsWith("only ", StringComparison.Ordinal)
            && !need.Remedy.StartsWith("not needed", StringComparison.Ordinal)
        );

    /// <summary>A kernel image of <c>shared/kernels</c>, looked for from a directory upwards.</summary>
    /// <param name="start">Where to begin; the current directory when absent.</param>
    /// <returns>The newest by name, or <see langword="null"/>.</returns>
    public static string? FindKernel(string? start = null)
    {
        for (
            DirectoryInfo? directory = new(start ?? Environment.CurrentDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            string kernels = Path.Combine(directory.FullName, "shared", "kernels");
            string? found = Directory.Exists(kernels)
                ? Directory.EnumerateFiles(kernels, "*.bzImage").Order(StringComparer.Ordinal).LastOrDefault()
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private static TargetNeed Program(string searchPath, string name, string remedy) =>
        new(KernelTarget, name, Find(searchPath, name), remedy);

    private static TargetNeed Guest(string searchPath)
    {
        string? built = Directory.Exists(GuestProgram.Cache)
            ? Directory.EnumerateFiles(GuestProgram.Cache, "guest-*").FirstOrDefault()
            : null;
        return new(
            KernelTarget,
            "gcc",
            Find(searchPath, "gcc") ?? built,
            "apt-get install gcc libc6-dev, or name a built guest with --guest"
        );
    }

    private static TargetNeed StaticLibrary()
    {
        string[] places = ["/usr/lib/x86_64-linux-gnu/libc.a", "/usr/lib64/libc.a", "/usr/lib/libc.a"];
        return new(
            KernelTarget,
            "the static C library",
            Array.Find(places, File.Exists),
            "apt-get install libc6-dev, or name a built guest with --guest"
        );
    }

    private static TargetNeed Kernel(string? kernel)
    {
        string? found = kernel is null ? FindKernel() : kernel;
        return new(
            KernelTarget,
            "a kernel with live update",
            File.Exists(found) ? found : null,
            "name one with --kernel, or build one with conformance/lab/build-kernel"
        );
    }

    private static string? Find(string searchPath, string program) =>
        searchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
