using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference.Tests;

public class BootFromTests
{
    private const string TwoSessions = """
        d = open
        s = create_session d name=a
        m = memfd size=9000 fill=0x10
        preserve_fd s m token=1
        e = memfd
        preserve_fd s e token=2
        t = create_session d name=b
        n = memfd size=3 fill=0x20
        preserve_fd t n token=1
        kexec
        """;

    [Fact]
    public void A_machine_boots_from_what_another_left() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                using IMachine machine = Image.Small.BootFrom(image);
                machine.Holds(
                    """
                    d = open
                    s = retrieve_session d name=a
                    m = retrieve_fd s token=1
                    read m at=0 len=9000 -> ok len=9000 data=10*4096,11*4096,12*808
                    e = retrieve_fd s token=2
                    t = retrieve_session d name=b
                    close t
                    """
                );
                Assert.Empty(((IMemoryAccounts)machine).Audit());
            }
        );

    [Fact]
    public void An_image_that_is_damaged_anywhere_is_refused_or_survived() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                var corrupter = new ImageCorrupter((ISparseImage)image);
                int answered = 0;
                int panicked = 0;
                for (ulong seed = 0; seed < 1000; seed++)
                {
                    try
                    {
                        using IMachine machine = Image.Small.BootFrom(corrupter.Corrupt(seed));
                        TakeAll(machine);
                        answered++;
                    }
                    catch (ImplementationFaultException panic)
                    {
                        Assert.StartsWith("Kernel panic", panic.Message, StringComparison.Ordinal);
                        panicked++;
                    }
                }

                Assert.True(answered > 300, $"{answered} answered");
                Assert.True(panicked > 3, $"{panicked} panicked");
            }
        );

    [Fact]
    public void A_kernel_that_does_not_know_the_format_of_KHO_boots_cold() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                var other = MemoryImage.CopyOf((ISparseImage)image);
                Span<byte> tree = other.Page(other.FdtAddress);
                tree[tree.IndexOf("kho-v4"u8) + 5] = (byte)'3';
                using IMachine machine = Image.Small.BootFrom(other);
                machine.Holds("d = open\ns = retrieve_session d name=a -> err ENOENT");
            }
        );

    [Fact]
    public void A_kernel_that_does_not_know_the_format_of_LUO_panics() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                var other = MemoryImage.CopyOf((ISparseImage)image);
                (ulong luo, _) = image.Subtree("LUO"u8);
                other.Page(luo)[5] = (byte)'4';
                ImplementationFaultException panic = Assert.Throws<ImplementationFaultException>(() =>
                    Image.Small.BootFrom(other)
                );
                Assert.Equal(FaultKind.KernelFailed, panic.Kind);
            }
        );

    [Fact]
    public void A_file_that_no_handler_takes_makes_every_opening_fail() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                var other = MemoryImage.CopyOf((ISparseImage)image);
                ulong sessions = image.U64(image.Subtree("LUO"u8).Address + 16);
                other.Page(image.U64(sessions + 16 + 64))[16 + 7] = (byte)'9';
                using IMachine machine = Image.Small.BootFrom(other);
                machine.Holds("d = open -> err EIO\nd = open -> err EIO\nkexec\nd = open");
            }
        );

    [Fact]
    public void Unknown_seals_are_refused_for_ever_and_other_files_come_back() =>
        Image.AtTheLastJump(
            TwoSessions,
            static image =>
            {
                var other = MemoryImage.CopyOf((ISparseImage)image);
                ulong sessions = image.U64(image.Subtree("LUO"u8).Address + 16);
                ulong record = image.U64(image.U64(sessions + 16 + 64) + 16 + 48);
                other.Page(record)[16] = 0x40;
                using IMachine machine = Image.Small.BootFrom(other);
                machine.Holds(
                    """
                    d = open
                    s = retrieve_session d name=a
                    m = retrieve_fd s token=1 -> err EOPNOTSUPP
                    m = retrieve_fd s token=1 -> err EOPNOTSUPP
                    m = retrieve_fd s token=2
                    finish s
                    """
                );
            }
        );

    [Fact]
    public void What_a_real_kernel_left_is_taken_over()
    {
        string? path = Sample("linux-7.3.4-handover.elf.gz");
        if (path is null)
        {
            Assert.Skip("the image of a real kernel is not beside this tree");
        }

        Assert.True(
            ImageFile.TryOpen(path, ImageFileOptions.Default, out ImageFile? image, out string? problem),
            problem
        );
        using (image)
        {
            using IMachine machine = new ReferenceImplementation().BootFrom(image!);
            machine.Holds(
                """
                d = open
                s = retrieve_session d name=alpha
                m = retrieve_fd s token=0x1a
                stat m -> ok size=9 blocks=8 mode=0x1ff links=0
                seek m to=0 from=cur -> ok pos=5
                get_seals m -> ok seals=0x2
                read m at=0 len=9 -> ok len=9 data=68*1,65*1,6c*2,6f*1,2d*1,6c*1,75*1,6f*1
                e = retrieve_fd s token=0x1b
                stat e -> ok size=0
                finish s
                """
            );
        }
    }

    private static string? Sample(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "samples", name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static void TakeAll(IMachine machine)
    {
        foreach (string name in (string[])["a", "b"])
        {
            machine.Run($"d{name} = open");
            machine.Run($"close d{name}");
        }

        machine.Run("d = open");
        foreach (string name in (string[])["a", "b"])
        {
            machine.Run($"s{name} = retrieve_session d name={name}");
            machine.Run($"m{name} = retrieve_fd s{name} token=1");
            machine.Run($"read m{name} at=0 len=20000");
            machine.Run($"truncate m{name} size=5000");
            machine.Run($"finish s{name}");
        }

        machine.Run("s = create_session d name=new");
        machine.Run("preserve_fd s ma token=1");
        machine.Run("m = memfd size=1000000 fill=1");
        machine.Run("preserve_fd s m token=2");
        machine.Run("kexec");
        machine.Run("d = open");
    }
}
