using System.Buffers.Binary;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class JumpTests
{
    private const string Chain = """
        luo 1
        d = open -> ok
        s = create_session d name=alpha -> ok
        kexec -> ok
        d = open -> ok
        s = retrieve_session d name=alphb -> ok
        x = retrieve_session d name=alpha -> err ENOENT
        s2 = create_session d name=alpha -> ok
        kexec -> ok
        d = open -> ok
        s2 = retrieve_session d name=alphb -> ok
        cold_boot -> ok
        d = open -> ok
        s = create_session d name=alpha -> ok
        kexec -> ok
        d = open -> ok
        s = retrieve_session d name=alphb -> ok
        """;

    [Theory]
    [InlineData(Lab.Newest, null)]
    [InlineData(Lab.Older, Lab.Newest)]
    public void What_is_written_at_the_jump_is_what_the_next_kernel_finds(string kernel, string? next)
    {
        using var linux = new VmImplementation(
            Lab.Options(kernel) with
            {
                NextKernel = next is null ? null : Lab.Kernel(next),
            }
        );
        Assert.True(linux.Observes.HasFlag(ObservationClasses.Image));
        using IMachine machine = linux.Start();
        var trees = new List<uint>();
        int renamed = 0;
        ((IImageObservable)machine).AtJump = image =>
        {
            Assert.True(image.TryGetPage(image.FdtAddress, out ReadOnlySpan<byte> tree));
            trees.Add(BinaryPrimitives.ReadUInt32BigEndian(tree));
            Assert.InRange(image.ScratchLength, 16u, 4096u);
            var scratch = new byte[image.ScratchLength];
            Assert.True(image.TryRead(image.ScratchAddress, scratch));
            Assert.NotEqual(0u, BinaryPrimitives.ReadUInt64LittleEndian(scratch.AsSpan(8)));
            Assert.False(image.TryRead(1UL << 40, scratch));
            renamed += Rename((IWritableImage)image);
        };
        Assert.True(
            ProgramText.TryParse(Chain, "chain", out Program? program, out TextError? error),
            error?.ToString()
        );
        string seen = string.Join('\n', program.Operations.Select(o => $"{o} -> {machine.Execute(o)}"));
        Assert.Equal(string.Join('\n', program.Lines.Select(static line => line.ToString())), seen);
        Assert.Equal([0xd00dfeed, 0xd00dfeed, 0xd00dfeed], trees);
        Assert.Equal(3, renamed);
    }

    [Fact]
    public void What_an_observer_throws_comes_out_of_the_kexec()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest));
        using IMachine machine = linux.Start();
        ((IImageObservable)machine).AtJump = static _ => throw new InvalidDataException("seen");
        Assert.Equal(
            "seen",
            Assert.Throws<InvalidDataException>(() => machine.Execute(new Kexec(BootParameters.Default))).Message
        );
    }

    [Fact]
    public void Programs_that_share_a_boot_share_its_images()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest)) { Keepers = static () => new Addresses() };
        Assert.True(
            ProgramText.TryParse(
                "luo 1\nd = open\ns = create_session d name=a\nkexec\nd = open\nkexec\n",
                "two",
                out Program? program,
                out TextError? error
            ),
            error?.ToString()
        );
        IReadOnlyList<BatchAnswer> answers = linux.RunBatch(
            [program, program, program],
            TestContext.Current.CancellationToken
        );
        Assert.All(answers, static answer => Assert.Equal(2, answer.Jumps.Length));
        Assert.Same(answers[0].Jumps[0].Image, answers[2].Jumps[0].Image);
        Assert.NotSame(answers[0].Jumps[0].Image, answers[0].Jumps[1].Image);
        Assert.All(answers, static answer => Assert.NotEqual(0u, ((Address)answer.Jumps[0].Image).Tree));
    }

    [Fact]
    public void Images_that_are_not_wanted_are_not_shown()
    {
        using var linux = new VmImplementation(Lab.Options(Lab.Newest) with { ShowsImages = false });
        Assert.Equal(ObservationClasses.UserInterface, linux.Observes);
        using IMachine machine = linux.Start();
        bool isSeen = false;
        ((IImageObservable)machine).AtJump = _ => isSeen = true;
        Assert.Equal(Outcome.Ok, machine.Execute(new Kexec(BootParameters.Default)));
        Assert.False(isSeen);
    }

    /// <summary>Makes alphb of the session alpha, wherever its record is: the one page of the image that begins with a block of one.</summary>
    private static int Rename(IWritableImage image)
    {
        ReadOnlySpan<byte> wanted = "alpha\0\0\0"u8;
        for (ulong address = 0; image.TryGetPage(address, out ReadOnlySpan<byte> page); address += 4096)
        {
            bool isBlock =
                page[..8].IndexOfAnyExcept((byte)0) < 0 && BinaryPrimitives.ReadUInt64LittleEndian(page[8..]) == 1;
            if (isBlock && page[16..].StartsWith(wanted))
            {
                return image.TryWrite(address + 16, "alphb"u8) ? 1 : 0;
            }
        }

        return 0;
    }

    private sealed class Address(ulong tree) : KeptImage
    {
        public ulong Tree => tree;
    }

    private sealed class Addresses : IImageKeeper
    {
        public KeptImage Keep(IPhysicalImage image) => new Address(image.FdtAddress);
    }
}
