using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Reference.Tests;

/// <summary>Wrong parts in the reference's place are noticed, and a failing handler is rolled back.</summary>
public class ReplacedPartsTests
{
    private const string PreserveAndClose = """
        d = open
        s = create_session d name=a
        m = memfd size=5000 fill=1
        preserve_fd s m token=1
        close s
        """;

    [Fact]
    public void A_pin_that_is_never_dropped_shows_in_the_audit()
    {
        IReadOnlyList<string> findings = AuditAfter(new WithHandler(static kernel => new KeepsPins(kernel)));
        Assert.Contains(
            findings,
            static line => line.Contains("2 references to a page of FileData", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_record_that_stays_in_the_tracker_shows_in_the_audit()
    {
        IReadOnlyList<string> findings = AuditAfter(new WithKho());
        Assert.Contains(findings, static line => line.Contains("nobody preserves it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_is_freed_twice_shows_in_the_audit()
    {
        IReadOnlyList<string> findings = AuditAfter(
            new WithHandler(static kernel => new DropsPinsTwice(kernel)),
            "close m"
        );
        Assert.Contains(findings, static line => line.Contains("a reference was dropped", StringComparison.Ordinal));
    }

    [Fact]
    public void An_image_without_a_folio_breaks_the_rules_and_the_retrieve()
    {
        var reference = new ReferenceImplementation(parts: new WithHandler(static kernel => new ForgetsFolios(kernel)));
        using IMachine machine = reference.Start();
        int faults = 0;
        ((IImageObservable)machine).AtJump = image => faults = ImageRules.Check(image).Faults.Count;
        machine.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=5000 fill=1
            preserve_fd s m token=1
            kexec
            d = open
            s = retrieve_session d name=a
            m = retrieve_fd s token=1 -> err EIO
            m = retrieve_fd s token=1 -> err EIO
            finish s
            """
        );
        Assert.True(faults > 0);
    }

    [Fact]
    public void A_freeze_that_fails_is_rolled_back_in_the_documented_order()
    {
        var trace = new List<string>();
        var fails = new FailsOnce(trace);
        using IMachine machine = new ReferenceImplementation(parts: fails).Start();
        machine.Holds(
            """
            d = open
            s1 = create_session d name=one
            a = memfd size=1 fill=1
            preserve_fd s1 a token=1
            b = memfd size=2 fill=1
            preserve_fd s1 b token=2
            e = create_session d name=empty
            s2 = create_session d name=two
            f = memfd size=3 fill=1
            preserve_fd s2 f token=3
            g = memfd size=4 fill=1
            preserve_fd s2 g token=4
            h = memfd size=5 fill=1
            preserve_fd s2 h token=5
            kexec -> err EIO
            """
        );
        Assert.Equal(["freeze 1", "freeze 2", "freeze 3", "freeze 4", "unfreeze 3", "unfreeze 1", "unfreeze 2"], trace);
        var luo = ((Machine)machine).Kernel.Luo!;
        Assert.Equal(0UL, ((Machine)machine).Kernel.Memory.Read64(luo.RecordPage, 16));
        Assert.Empty(((IMemoryAccounts)machine).Audit());
        machine.Holds(
            """
            x = create_session d name=more
            close a
            kexec
            d = open
            s1 = retrieve_session d name=one
            a = retrieve_fd s1 token=1
            b = retrieve_fd s1 token=2
            e = retrieve_session d name=empty
            s2 = retrieve_session d name=two
            h = retrieve_fd s2 token=5
            read h at=0 len=9 -> ok len=5 data=01*5
            x = retrieve_session d name=more
            """
        );
        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    [Fact]
    public void A_preserve_context_reboot_does_not_freeze_anything()
    {
        var trace = new List<string>();
        using IMachine machine = new ReferenceImplementation(parts: new FailsOnce(trace)).Start();
        machine.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=1 fill=1
            preserve_fd s m token=1
            load kind=preserve
            reboot
            get_name s -> ok name=a
            load kind=crash
            reboot
            load
            close s
            reboot
            """
        );
        Assert.Empty(trace);
    }

    private static IReadOnlyList<string> AuditAfter(Parts parts, string more = "")
    {
        using IMachine machine = new ReferenceImplementation(parts: parts).Start();
        machine.Holds(PreserveAndClose + "\n" + more);
        return ((IMemoryAccounts)machine).Audit();
    }

    private sealed class WithHandler(Func<Kernel, FileHandler> make) : Parts
    {
        protected override FileHandler CreateMemfdHandler(Kernel kernel) => make(kernel);
    }

    private sealed class KeepsPins(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Unpin(MemoryFile memory, MemfdPreservation preservation) => memory.PinnedPages = 0;
    }

    private sealed class DropsPinsTwice(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override void Unpin(MemoryFile memory, MemfdPreservation preservation)
        {
            base.Unpin(memory, preservation);
            base.Unpin(memory, preservation);
        }
    }

    private sealed class ForgetsFolios(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno Track(MemoryFile memory, MemfdPreservation preservation)
        {
            Errno error = base.Track(memory, preservation);
            Kernel.Outgoing!.Tracker.DeleteKey(
                TrackerKey.Encode(Memory.Geometry, Memory.AddressOf(memory.Pages[0]), 0)
            );
            return error;
        }
    }

    private sealed class WithKho : Parts
    {
        protected override KhoOutgoing CreateKhoOutgoing(Kernel kernel) => new KeepsBlocks(kernel);
    }

    private sealed class KeepsBlocks(Kernel kernel) : KhoOutgoing(kernel)
    {
        public override void UnpreserveFolio(int page) { }
    }

    private sealed class FailsOnce(List<string> trace) : Parts
    {
        private bool _failed;

        protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Traced(kernel, this);

        private sealed class Traced(Kernel kernel, FailsOnce owner) : MemfdHandler(kernel)
        {
            protected override Errno Freeze(OpenFile file, ref ulong data, object? state)
            {
                owner.Trace("freeze", file);
                if (file.Memory!.Size == 4 && !owner._failed)
                {
                    owner._failed = true;
                    return Errno.EIO;
                }

                return base.Freeze(file, ref data, state);
            }

            protected override void Unfreeze(OpenFile file, ulong data, object? state) => owner.Trace("unfreeze", file);
        }

        private void Trace(string what, OpenFile file) => trace.Add($"{what} {file.Memory!.Size}");
    }
}
