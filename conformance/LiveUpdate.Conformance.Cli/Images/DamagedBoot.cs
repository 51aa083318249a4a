using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Boots the reference from damaged images, and looks whether it behaves as documented.</summary>
/// <remarks>
/// Documented are: a panic over LUO data that cannot be read (LUO-BOOT-01), a cold boot over KHO data that cannot
/// (KHO-FDT-06), EIO from every opening of the device (LUO-DEV-04), an error for single sessions and files; and in each of
/// them but the panic, a kernel that works from then on. Not for use from several threads.
/// </remarks>
/// <param name="options">The machine.</param>
/// <param name="sound">The image before the damage: its sessions are asked for.</param>
internal sealed class DamagedBoot(ReferenceOptions options, HandoverImage sound)
{
    private const int MostSessions = 8;
    private const int MostFiles = 8;

    private static readonly Handle Device = Handle.Parse("d");
    private static readonly Operation Open = new OpenDevice(Device);

    private readonly ReferenceImplementation _reference = new(options);
    private readonly Operation[] _program = ProgramFor(sound);
    private readonly Operation[] _afterwards = Parse(
        """
        luo 1
        s = create_session d name=afterwards
        m = memfd size=5000 fill=3
        preserve_fd s m token=9
        kexec
        d = open
        s = retrieve_session d name=afterwards
        m = retrieve_fd s token=9
        read m at=4999 len=1
        finish s
        """
    );

    /// <summary>Kernels that panicked.</summary>
    public long Panics { get; private set; }

    /// <summary>Kernels that found nothing handed over.</summary>
    public long ColdBoots { get; private set; }

    /// <summary>Kernels whose device could not be opened.</summary>
    public long Unopened { get; private set; }

    /// <summary>Kernels that kept KHO off, because the scratch areas that were handed over left no memory.</summary>
    public long WithoutMemory { get; private set; }

    /// <summary>Kernels that took over what they could.</summary>
    public long TakenOver { get; private set; }

    /// <summary>Boots from an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="isAccepted">Whether it broke no rule: then everything in it has to come back.</param>
    /// <exception cref="InvalidDataException">The reference does something else than what is documented.</exception>
    public void Run(IPhysicalImage image, bool isAccepted)
    {
        IMachine machine;
        try
        {
            machine = _reference.BootFrom(image);
        }
        catch (ImplementationFaultException) when (!isAccepted)
        {
            Panics++;
            return;
        }

        using (machine)
        {
            Take((Machine)machine, isAccepted ? HandoverImage.Read(image) : null);
        }
    }

    private void Take(Machine machine, HandoverImage? accepted)
    {
        bool isCold = machine.Kernel.Incoming is null;
        Outcome open = machine.Execute(Open);
        if (open.Errno == Errno.EIO)
        {
            Require(accepted is null || HasForeignFile(accepted), "a sound image made the device fail");
            Unopened++;
            Require(machine.Execute(Open).Errno == Errno.EIO, "the device failed once only");
            Require(machine.Execute(new Kexec(BootParameters.Default)).IsOk, "no kexec after a failing device");
            Require(machine.Execute(Open).IsOk, "the device fails in the next kernel too");
            return;
        }

        if (accepted is null && open.Errno == Errno.ENOENT && !machine.Kernel.IsKhoOn)
        {
            WithoutMemory++;
            Require(machine.Execute(new Kexec(BootParameters.Default)).IsOk, "no kexec without KHO");
            return;
        }

        Require(open.IsOk, $"opening the device gave {open}");
        _ = isCold ? ColdBoots++ : TakenOver++;
        foreach (Operation operation in accepted is null ? _program : ProgramFor(accepted))
        {
            Outcome got = machine.Execute(operation);
            Require(got.IsOk || accepted is null || isCold, $"of a sound image {operation} gave {got}");
        }

        foreach (Operation operation in _afterwards)
        {
            Outcome got = machine.Execute(operation);
            Require(got.IsOk, $"afterwards {operation} gave {got}");
        }
    }

    private static bool HasForeignFile(HandoverImage image) =>
        image.Sessions.Any(static session => session.Files.Any(static file => file.Memfd is null));

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    /// <summary>Asks for the sessions and files of an image, reads a little, and finishes every other session.</summary>
    private static Operation[] ProgramFor(HandoverImage image)
    {
        var lines = new List<string> { "luo 1" };
        int number = 0;
        foreach (HandoverSession session in image.Sessions.TakeLast(MostSessions))
        {
            lines.Add($"s{++number} = retrieve_session d name={session.Name}");
            int file = 0;
            foreach (ulong token in session.Files.TakeLast(MostFiles).Select(static file => file.Token))
            {
                string handle = FormattableString.Invariant($"f{number}_{++file}");
                lines.Add(FormattableString.Invariant($"{handle} = retrieve_fd s{number} token={token}"));
                lines.Add($"stat {handle}");
                lines.Add($"read {handle} at=0 len=8192");
            }

            if (number % 2 == 0)
            {
                lines.Add($"finish s{number}");
            }
        }

        return Parse(string.Join('\n', lines));
    }

    private static Operation[] Parse(string program) =>
        ProgramText.TryParse(program, "built in", out Contract.Program? parsed, out TextError? error)
            ? [.. parsed.Operations]
            : throw new InvalidOperationException(error.ToString());
}
