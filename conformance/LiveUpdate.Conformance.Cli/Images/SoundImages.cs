using System.Text;
using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Sound images to damage, made by the reference.</summary>
internal static class SoundImages
{
    /// <summary>A small image, and one with several blocks of sessions and of files and a folio array of two pages.</summary>
    public static IReadOnlyList<MemoryImage> Make() => [Make(Small()), Make(Large())];

    private static string Small() =>
        """
            luo 1
            d = open
            a = create_session d name=a
            m = memfd flags=2 size=9000 fill=7
            seek m to=5 from=set
            add_seals m seals=2
            preserve_fd a m token=1
            e = memfd
            preserve_fd a e token=0xffffffffffffffff
            b = create_session d name=empty
            c = create_session d name=c
            n = memfd size=1 fill=1
            preserve_fd c n token=0
            kexec
            """;

    private static string Large()
    {
        var program = new StringBuilder("luo 1\nd = open\n");
        for (int i = 0; i < 53; i++)
        {
            program.Append(null, $"s{i} = create_session d name=s{i}\n");
        }

        for (int i = 0; i < 65; i++)
        {
            program.Append(null, $"m{i} = memfd size={(i == 64 ? 257 * 4096 : i % 3)} fill=1\n");
            program.Append(null, $"preserve_fd s{i / 64} m{i} token={i}\n");
        }

        return program.Append("kexec\n").ToString();
    }

    private static MemoryImage Make(string program)
    {
        if (!ProgramText.TryParse(program, "built in", out Contract.Program? parsed, out TextError? error))
        {
            throw new InvalidOperationException(error.ToString());
        }

        using IMachine machine = new ReferenceImplementation().Start();
        MemoryImage? kept = null;
        ((IImageObservable)machine).AtJump = image => kept = Copy(image);
        foreach (Operation operation in parsed.Operations)
        {
            _ = machine.Execute(operation);
        }

        return kept!;
    }

    /// <summary>A copy of what a sound image hands over.</summary>
    private static MemoryImage Copy(IPhysicalImage image)
    {
        HandoverImage read = HandoverImage.Read(image);
        var copy = new MemoryImage(image.PageSize)
        {
            FdtAddress = image.FdtAddress,
            ScratchAddress = image.ScratchAddress,
            ScratchLength = image.ScratchLength,
        };
        IEnumerable<ulong> blocks = read.Preserved.SelectMany(block =>
            Enumerable.Range(0, 1 << block.Order).Select(i => block.Address + (ulong)(i * image.PageSize))
        );
        foreach (ulong page in read.TrackerNodes.Select(static node => node.Address).Concat(blocks))
        {
            CopyPage(image, copy, page);
        }

        CopyPage(image, copy, image.ScratchAddress & ~((ulong)image.PageSize - 1));
        return copy;
    }

    private static void CopyPage(IPhysicalImage image, MemoryImage copy, ulong address)
    {
        if (image.TryGetPage(address, out ReadOnlySpan<byte> page))
        {
            page.CopyTo(copy.Page(address));
        }
    }
}
