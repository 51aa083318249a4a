using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class GuestRootTests
{
    [Fact]
    public void A_guest_that_cannot_read_memory_gets_the_images_in_its_root()
    {
        const string head = "static void do_images(void)\n{\n";
        string source = Encoding.UTF8.GetString(GuestProgram.Source);
        Assert.Contains(head, source, StringComparison.Ordinal);
        // As in a kernel without /dev/mem.
        source = source
            .Replace(head, head + "\tanswer_errno(ENOENT);\n\treturn;\n", StringComparison.Ordinal)
            .Replace("\"/dev/mem\"", "\"/dev/nothing\"", StringComparison.Ordinal);
        using var linux = new VmImplementation(
            Lab.Options(Lab.Newest) with
            {
                Guest = GuestProgram.Build(Encoding.UTF8.GetBytes(source), "gcc"),
                BootsAhead = false,
            }
        );
        for (int i = 0; i < 2; i++)
        {
            using IMachine machine = linux.Start();
            Assert.Equal(Outcome.Ok, machine.Execute(new Kexec(BootParameters.Default)));
        }

        Assert.Equal(3, linux.Statistics.Boots);
    }

    [Fact]
    public void A_small_machine_has_no_room_for_images_beside_its_memory()
    {
        string file = Path.GetTempFileName();
        var options = new VmOptions(file) { NextKernel = file };
        Assert.Null(GuestRoot.InMemory(options with { Memory = 48 }, []));
        GuestRoot root = GuestRoot.InMemory(options, [])!;
        Assert.Equal("memmap=0M$0x1e000000 luoconf.images=0x1e000000+0x0,0x1e000000+0x0", root.Words);
        File.Delete(root.Initrd);
        File.WriteAllBytes(file, new byte[(3 << 20) + 1]);
        root = GuestRoot.InMemory(options, [])!;
        Assert.Equal("memmap=8M$0x1e000000 luoconf.images=0x1e000000+0x300001,0x1e400000+0x300001", root.Words);
        Assert.Equal($"loader,file={file},addr=0x1e400000,force-raw=on", root.Arguments[3]);
        File.Delete(root.Initrd);
        File.Delete(file);
    }
}
