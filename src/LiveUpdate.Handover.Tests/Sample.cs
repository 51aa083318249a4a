using System.Text.Json;

namespace LiveUpdate.Handover.Tests;

/// <summary>The real handover image in <c>shared/samples</c>; its tests are skipped, and say so, where it is missing.</summary>
internal static class Sample
{
    public static string Path(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = System.IO.Path.Combine(at.FullName, "shared", "samples", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/samples/{name} is not in any directory above {AppContext.BaseDirectory}");
        return string.Empty;
    }

    public static ImageFile Open()
    {
        string path = Path("linux-7.3.4-handover.elf.gz");
        Assert.True(ImageFile.TryOpen(path, ImageFileOptions.Default, out ImageFile? image, out string? error), error);
        return image;
    }

    public static JsonElement Json()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path("linux-7.3.4-handover.json")));
        return document.RootElement.Clone();
    }
}
