using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Opens image files that a user names.</summary>
internal static class ImageSource
{
    /// <summary>Opens an image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fdtAddress">Physical address of the KHO tree; <see langword="null"/> to look for it.</param>
    /// <exception cref="UsageException">The file is no image that can be used; the message says why.</exception>
    public static ImageFile Open(string path, ulong? fdtAddress = null)
    {
        ImageFileOptions options = ImageFileOptions.Default with { FdtAddress = fdtAddress };
        return ImageFile.TryOpen(path, options, out ImageFile? image, out string? error)
            ? image
            : throw new UsageException(error);
    }
}
