using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>What a machine starts from: the guest's root, and where the guest finds the kernels' images.</summary>
/// <param name="Initrd">The archive with the guest.</param>
/// <param name="Words">Words for the kernel's command line.</param>
/// <param name="Arguments">Arguments of QEMU.</param>
internal sealed record GuestRoot(string Initrd, string Words, IReadOnlyList<string> Arguments)
{
    private const long Mebibyte = 1 << 20;

    /// <summary>QEMU puts the first initrd at the end of the memory below 4 GiB; this much of it stays free.</summary>
    private const long Above = 8 * Mebibyte;

    /// <summary>The most memory that images take.</summary>
    private const long Most = 24 * Mebibyte;

    private const int Program = 0x1ed;
    private const int Data = 0x1a4;

    /// <summary>
    /// A root with the images in memory that is kept from the kernel. Each kexec copies, checks and unpacks the initrd, and most
    /// of that would be images.
    /// </summary>
    /// <param name="options">Which kernels, and on what.</param>
    /// <param name="guest">The guest.</param>
    /// <returns>The root; <see langword="null"/> where the images are too large or the machine too small for that.</returns>
    public static GuestRoot? InMemory(VmOptions options, byte[] guest)
    {
        long first = GuestMemory.LowMebibytes(options.Memory) * Mebibyte - Above - Most;
        if (first < Above + Most)
        {
            return null;
        }

        var places = new List<string>();
        var arguments = new List<string>();
        long address = first;
        foreach (string path in Kernels(options))
        {
            long size = Read(path, "kernel").Length;
            arguments.Add("-device");
            // A comma in a name is written twice.
            string name = path.Replace(",", ",,", StringComparison.Ordinal);
            arguments.Add(
                string.Create(CultureInfo.InvariantCulture, $"loader,file={name},addr=0x{address:x},force-raw=on")
            );
            places.Add(string.Create(CultureInfo.InvariantCulture, $"0x{address:x}+0x{size:x}"));
            address += (size + Mebibyte - 1) / Mebibyte * Mebibyte;
        }

        string words = string.Create(
            CultureInfo.InvariantCulture,
            $"memmap={(address - first) / Mebibyte}M$0x{first:x} luoconf.images={string.Join(',', places)}"
        );
        return address > first + Most ? null : new GuestRoot(Pack([("init", Program, guest)]), words, arguments);
    }

    /// <summary>A root with the images in it.</summary>
    /// <param name="options">Which kernels.</param>
    /// <param name="guest">The guest.</param>
    public static GuestRoot InArchive(VmOptions options, byte[] guest) =>
        new(
            Pack([
                ("init", Program, guest),
                .. Kernels(options).Select(static (path, i) => ($"kernel{i}", Data, Read(path, "kernel"))),
            ]),
            string.Empty,
            []
        );

    /// <summary>Reads a file that was named by the user.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is.</param>
    /// <exception cref="ImplementationFaultException">It cannot be read.</exception>
    public static byte[] Read(string path, string what)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImplementationFaultException(FaultKind.NotStarted, $"the {what} cannot be read: {error.Message}");
        }
    }

    private static IEnumerable<string> Kernels(VmOptions options) =>
        options.NextKernel is null ? [options.Kernel] : [options.Kernel, options.NextKernel];

    private static string Pack(List<(string, int, byte[])> files)
    {
        string path = Path.Combine(
            Path.GetTempPath(),
            $"luoconf-{Environment.ProcessId}-{Path.GetRandomFileName()}.cpio"
        );
        using FileStream file = File.Create(path);
        CpioArchive.Write(file, files);
        return path;
    }
}
