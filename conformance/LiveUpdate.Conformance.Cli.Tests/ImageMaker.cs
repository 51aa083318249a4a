using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli.Tests;

/// <summary>Makes image files with the reference.</summary>
internal static class ImageMaker
{
    public const string TwoSessions = """
        luo 1
        d = open
        a = create_session d name=alpha
        m = memfd flags=2 size=9000 fill=7
        seek m to=5 from=set
        add_seals m seals=2
        preserve_fd a m token=0x1a
        e = memfd
        preserve_fd a e token=1
        b = create_session d name=beta
        kexec
        """;

    /// <summary>Writes the image of the program's last jump.</summary>
    /// <param name="program">The program.</param>
    /// <param name="path">The file.</param>
    /// <param name="old">Bytes to be replaced in the file, each time they occur, or nothing.</param>
    /// <param name="fresh">What they become.</param>
    public static void Write(string program, string path, string old = "", string fresh = "")
    {
        Assert.True(
            ProgramText.TryParse(program, "test", out Contract.Program? parsed, out TextError? error),
            error?.ToString()
        );
        using var bytes = new MemoryStream();
        using IMachine machine = new ReferenceImplementation().Start();
        ((IImageObservable)machine).AtJump = image =>
        {
            bytes.SetLength(0);
            _ = ElfCoreWriter.Write(image, bytes);
        };
        foreach (Operation operation in parsed!.Operations)
        {
            Assert.True(machine.Execute(operation).IsOk);
        }

        File.WriteAllBytes(path, Replace(bytes.ToArray(), old, fresh));
    }

    private static byte[] Replace(byte[] bytes, string old, string fresh)
    {
        byte[] sought = System.Text.Encoding.ASCII.GetBytes(old);
        byte[] put = System.Text.Encoding.ASCII.GetBytes(fresh);
        for (int at = 0; sought.Length > 0 && at + sought.Length <= bytes.Length; at++)
        {
            if (bytes.AsSpan(at, sought.Length).SequenceEqual(sought))
            {
                put.CopyTo(bytes, at);
            }
        }

        return bytes;
    }
}
