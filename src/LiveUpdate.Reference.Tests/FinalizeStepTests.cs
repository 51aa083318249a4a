using LiveUpdate.Contract;

namespace LiveUpdate.Reference.Tests;

public class FinalizeStepTests
{
    private static ReferenceImplementation Reference => new(Profile.StatefulKho);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nothing_is_lost_when_a_notifier_finds_no_memory(int allocation)
    {
        using IMachine machine = Reference.Start();
        machine.Holds(
            """
            d = open
            s = create_session d name=a
            m = memfd size=4096 fill=0x1
            preserve_fd s m token=0x1
            f = kho.folio order=9 fill=0x7
            a = kho.register_notifier
            b = kho.register_notifier
            kho.notifier_script b on=finalize folio=f
            load
            """
        );
        machine.Run($"inject alloc={allocation}");

        Outcome refused = machine.Run("reboot");

        Assert.Equal(Errno.ENOMEM, refused.Errno);
        Assert.True(refused.IsInjected);
        Assert.Empty(((IMemoryAccounts)machine).Audit());
        machine.Holds(
            """
            kho.keys -> ok count=0 keys=
            reboot -> ok trace=a.finalize():0,b.finalize():0
            d = open
            s = retrieve_session d name=a
            m = retrieve_fd s token=0x1
            g = kho.restore_folio f
            """
        );
        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    [Fact]
    public void A_refused_reboot_leaves_no_session_for_a_next_kernel_to_find()
    {
        using IMachine machine = Reference.Start();
        machine.Holds(
            """
            n = kho.register_notifier
            kho.notifier_script n on=finalize fail=EIO nth=1
            d = open
            s = create_session d name=a
            kexec -> err EIO trace=n.finalize():EIO,n.abort():0
            """
        );

        Kernel kernel = ((Machine)machine).Kernel;

        Assert.Equal(0UL, kernel.Memory.Read64(kernel.Luo!.RecordPage, Handover.LuoHeader.SessionsAddressOffset));
    }

    [Fact]
    public void Block_sets_and_areas_can_be_given_back_after_an_abort() =>
        ProgramRunner.Holds(
            """
            kexec liveupdate=off
            b = kho.blocks entry=4080
            kho.grow b entries=2
            v = kho.vmalloc pages=3
            kho.preserve_vmalloc v
            kho.finalize
            kho.free b -> err EBUSY
            kho.shrink b entries=0 -> err EBUSY
            kho.unpreserve_vmalloc v -> err EBUSY
            kho.abort
            kho.shrink b entries=1
            kho.free b
            kho.unpreserve_vmalloc v
            kho.free v
            kho.keys -> ok count=0 keys=
            """,
            Reference
        );

    [Fact]
    public void Handles_of_notifiers_belong_to_the_kernel() =>
        ProgramRunner.Holds(
            """
            n = kho.register_notifier
            n = kho.register_notifier -> err EALREADY
            n = kho.folio -> err EALREADY
            n = open -> err EALREADY
            close n -> err EBADF
            kho.free n -> err EBADF
            kho.notifier_script n on=abort folio=n -> err EBADF
            p = kho.pages count=1
            kho.notifier_script n on=abort folio=p -> err EINVAL
            die
            kexec liveupdate=off -> ok trace=n.finalize():0
            kho.unregister_notifier n -> err EBADF
            n = kho.register_notifier
            kho.notifier_script n on=abort folio=p -> err EINVAL
            kexec kho=off
            n = kho.register_notifier -> err EOPNOTSUPP
            kho.unregister_notifier n -> err EOPNOTSUPP
            kho.notifier_script n on=abort -> err EOPNOTSUPP
            """,
            Reference
        );
}
