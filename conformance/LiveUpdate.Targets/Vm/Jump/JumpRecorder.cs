using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Notes for each program that shares a machine which images were handed over while it was under way.</summary>
/// <param name="programs">How many programs.</param>
/// <param name="keepers">Makes who keeps something of the images of a machine; <see langword="null"/> for nobody, and then nothing is noted.</param>
internal sealed class JumpRecorder(int programs, Func<IImageKeeper>? keepers)
{
    private readonly List<SharedJump>[] _jumps =
    [
        .. Enumerable.Range(0, programs).Select(static _ => new List<SharedJump>()),
    ];
    private volatile KeptImage? _last;

    /// <summary>Follows a machine that has just booted cold, and on which programs take turns.</summary>
    /// <param name="boot">The machine.</param>
    public void Follow(VmBoot boot)
    {
        if (keepers is not null)
        {
            IImageKeeper keeper = keepers();
            boot.AtJump = image => _last = keeper.Keep(image);
        }
    }

    /// <summary>Follows a machine that has just booted cold, and that one program has for itself.</summary>
    /// <param name="machine">The machine.</param>
    public void Follow(VmMachine machine)
    {
        if (keepers is not null)
        {
            IImageKeeper keeper = keepers();
            machine.AtJump = image =>
                _jumps[0].Add(new SharedJump(keeper.Keep(image), static name => name, IsAlone: true));
        }
    }

    /// <summary>A program that took turns went through the last jump.</summary>
    /// <param name="program">Which one.</param>
    /// <param name="exit">What it went through.</param>
    /// <param name="names">Its names.</param>
    public void Note(int program, BatchExit exit, SessionNames names)
    {
        if (!exit.IsCold && _last is { } image)
        {
            _jumps[program].Add(new SharedJump(image, names.OwnName, IsAlone: false));
        }
    }

    /// <summary>The jumps that a program went through.</summary>
    /// <param name="program">Which one.</param>
    public IReadOnlyList<SharedJump> Of(int program) => _jumps[program];
}
