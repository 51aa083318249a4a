namespace LiveUpdate.Targets.Tests;

/// <summary>The kernels to test with: in <c>shared/kernels</c>, looked for from here upwards.</summary>
internal static class Lab
{
    public const string Newest = "linux-7.3.4-liveupdate.bzImage";
    public const string Older = "linux-7.2.13-liveupdate.bzImage";

    /// <summary>A kernel's file; skips the test when it, QEMU or the compiler is missing.</summary>
    public static string Kernel(string name)
    {
        Assert.SkipUnless(IsInstalled("qemu-system-x86_64"), "qemu-system-x86_64 is not installed");
        Assert.SkipUnless(IsInstalled("gcc"), "gcc is not installed");
        string? found = Find(name);
        Assert.SkipWhen(found is null, $"there is no shared/kernels/{name} above this directory");
        return found!;
    }

    public static VmOptions Options(string name) => new(Kernel(name)) { BootsAhead = false };

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));

    private static string? Find(string name)
    {
        for (
            DirectoryInfo? directory = new(AppContext.BaseDirectory);
            directory is not null;
            directory = directory.Parent
        )
        {
            string path = Path.Combine(directory.FullName, "shared", "kernels", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
