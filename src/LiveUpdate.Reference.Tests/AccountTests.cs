using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference.Tests;

public class AccountTests
{
    [Fact]
    public void After_random_programs_every_page_has_its_owner_and_every_image_is_good()
    {
        int jumps = 0;
        int retrieved = 0;
        for (ulong seed = 1; seed <= 100; seed++)
        {
            using IMachine machine = new ReferenceImplementation().Start();
            var programs = new RandomPrograms(seed);
            var log = new List<string>();
            ((IImageObservable)machine).AtJump = image =>
            {
                jumps += image.FdtAddress != 0 ? 1 : 0;
                Assert.True(
                    image.FdtAddress == 0 || ImageRules.Check(image).Faults.Count == 0,
                    $"seed {seed}: {ImageRules.Check(image).Faults.FirstOrDefault()}\n{string.Join('\n', log)}"
                );
            };
            for (int i = 0; i < 300; i++)
            {
                string line = programs.Line();
                log.Add(line);
                Outcome got = machine.Run(line);
                retrieved += got.IsOk && line.Contains("retrieve_fd", StringComparison.Ordinal) ? 1 : 0;
                if (i % 25 == 0)
                {
                    IReadOnlyList<string> wrong = ((IMemoryAccounts)machine).Audit();
                    Assert.True(wrong.Count == 0, $"seed {seed}: {wrong.FirstOrDefault()}\n{string.Join('\n', log)}");
                }
            }
        }

        Assert.True(jumps > 100, $"{jumps} jumps");
        Assert.True(retrieved > 25, $"{retrieved} files retrieved");
    }

    [Fact]
    public void The_same_program_on_a_used_machine_gives_the_same_answers()
    {
        string[] runs = [.. Enumerable.Range(0, 2).Select(static _ => Transcript())];
        Assert.Equal(runs[0], runs[1]);

        static string Transcript()
        {
            var programs = new RandomPrograms(77);
            using IMachine machine = new ReferenceImplementation().Start();
            return string.Join('\n', Enumerable.Range(0, 500).Select(_ => machine.Run(programs.Line())));
        }
    }

    [Fact]
    public void Preserving_and_unpreserving_leaves_the_tracker_and_the_memory_as_they_were()
    {
        using var machine = (Machine)new ReferenceImplementation().Start();
        machine.Holds("d = open\nm = memfd size=2100000 fill=3\nn = memfd size=0");
        int free = machine.Kernel.Allocator.FreePages;
        int nodes = machine.Kernel.Outgoing!.Tracker.Nodes.Count;
        machine.Holds(
            """
            s = create_session d name=a
            preserve_fd s m token=1
            preserve_fd s n token=2
            """
        );
        // A session block, a file block, two records, 513 entries in three array pages, a chunk.
        Assert.Equal(free - 2 - 2 - 3 - 1, machine.Kernel.Allocator.FreePages);
        machine.Holds("close s");
        Assert.Equal(free, machine.Kernel.Allocator.FreePages);
        Assert.Equal(nodes, machine.Kernel.Outgoing.Tracker.Nodes.Count);
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void A_restore_that_fails_takes_nothing_from_who_uses_the_memory_now()
    {
        using var machine = (Machine)new ReferenceImplementation().Start();
        machine.Holds(
            """
            m = kho.folio order=2 -> ok frames=1036*4
            kexec
            n = kho.blocks entry=1
            kho.grow n entries=1 -> ok count=1 frames=1037*1
            o = kho.restore_pages m count=2 -> err ENOENT
            """
        );

        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void Files_that_nobody_retrieves_are_free_again_after_finish()
    {
        using var machine = (Machine)new ReferenceImplementation().Start();
        machine.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=2100000 fill=3
            preserve_fd s m token=1
            kexec
            """
        );
        int full = machine.Kernel.Allocator.FreePages;
        machine.Holds("d = open\ns = retrieve_session d name=a\nfinish s\nclose s");
        // 513 folios, 3 array pages, a chunk, the record, a file block, a session block.
        Assert.Equal(full + 513 + 3 + 1 + 1 + 1 + 1, machine.Kernel.Allocator.FreePages);
        Assert.Empty(machine.Audit());
    }

    [Theory]
    [InlineData(511 * 256)]
    public void A_chunk_that_is_just_full_is_followed_by_an_empty_one(int folios)
    {
        using var machine = (Machine)
            new ReferenceImplementation(new ReferenceOptions { Nodes = [new MemoryNode(0, 2UL << 30)] }).Start();
        machine.Holds(
            $"""
            d = open
            s = create_session d name=a
            m = memfd size={folios * 4096L} fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=a
            m = retrieve_fd s token=1
            stat m -> ok size={folios * 4096L} blocks={folios * 8}
            truncate m size=0
            stat m -> ok size=0 blocks=0
            """
        );
        Assert.Empty(machine.Audit());
    }

    [Fact]
    public void No_memory_is_an_answer_and_leaves_nothing_behind() =>
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=1000000000000
            preserve_fd s m token=1 -> err ENOMEM
            truncate m size=0
            preserve_fd s m token=1
            n = memfd size=100000000000000000
            preserve_fd s n token=2 -> err EFBIG
            truncate n size=1
            fallocate n at=0 len=1000000000000 -> err ENOMEM
            x = memfd size=900000000 fill=1 -> err ENOMEM
            """
        );

    [Fact]
    public void A_terabyte_machine_costs_nothing()
    {
        var options = new ReferenceOptions
        {
            Nodes = [new MemoryNode(0, 1UL << 40), new MemoryNode(1UL << 40, 1UL << 40)],
        };
        ProgramRunner.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=100000 fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=a
            m = retrieve_fd s token=1
            """,
            new ReferenceImplementation(options)
        );
    }
}
