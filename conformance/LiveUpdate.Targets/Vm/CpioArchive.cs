using System.Globalization;
using System.Text;

namespace LiveUpdate.Targets;

/// <summary>Writes a root file system as the kernel unpacks it: a cpio archive in the "newc" form, not compressed.</summary>
internal static class CpioArchive
{
    private const int HeaderLength = 110;

    /// <summary>Writes an archive of regular files.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="files">Each file's name without a leading slash, its permission bits and its contents.</param>
    public static void Write(Stream target, IEnumerable<(string Name, int Permissions, byte[] Contents)> files)
    {
        foreach ((string name, int permissions, byte[] contents) in files)
        {
            const int regularFile = 0x8000;
            WriteEntry(target, name, regularFile | permissions, contents);
        }

        WriteEntry(target, "TRAILER!!!", 0, []);
    }

    private static void WriteEntry(Stream target, string name, int mode, byte[] contents)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(name + "\0");
        int[] fields = [0, mode, 0, 0, 1, 0, contents.Length, 0, 0, 0, 0, bytes.Length, 0];
        string header =
            "070701" + string.Concat(fields.Select(static f => f.ToString("x8", CultureInfo.InvariantCulture)));
        target.Write(Encoding.ASCII.GetBytes(header));
        target.Write(bytes);
        Pad(target, HeaderLength + bytes.Length);
        target.Write(contents);
        Pad(target, contents.Length);
    }

    private static void Pad(Stream target, int length) => target.Write(new byte[(4 - length % 4) % 4]);
}
