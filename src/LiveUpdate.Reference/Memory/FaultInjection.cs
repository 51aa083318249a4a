using System.Runtime.CompilerServices;

namespace LiveUpdate.Reference;

/// <summary>Makes one allocation of a kernel fail, or one copy-out, so that every way back can be walked.</summary>
/// <remarks>
/// Every place where the kernel allocates something small, and every page that it takes for itself, asks here first. A
/// page of a file's contents counts where an operation allocates all that it needs, not for each page. So does every LUO
/// command that is about to write its argument back to the caller.
/// </remarks>
public sealed class FaultInjection
{
    private const ulong CountedAlone = 16;
    private const ulong CountedTogether = 64;

    private ulong _left;
    private ulong _copyOutsLeft;

    /// <summary>Faults that are never injected.</summary>
    public static FaultInjection None { get; } = new();

    /// <summary>What failed since this was last taken, or <see langword="null"/>.</summary>
    public string? Hit { get; private set; }

    /// <summary>Whether an allocation is still going to fail.</summary>
    public bool IsArmed => _left != 0;

    /// <summary>Lets an allocation or a copy-out fail, in place of what was injected before.</summary>
    /// <param name="allocation">Which one, counted from the next on; 0 for none.</param>
    /// <param name="copyOut">Likewise.</param>
    public void Inject(ulong allocation, ulong copyOut)
    {
        _left = allocation;
        _copyOutsLeft = copyOut;
    }

    /// <summary>Asks before an allocation whether it fails.</summary>
    /// <param name="what">A word for what is allocated.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Fails(string what) => _left != 0 && Count(what);

    /// <summary>
    /// Asks before one of many allocations of a kind: of a long row the first few count each by itself, and the others by groups.
    /// </summary>
    /// <param name="what">A word for what is allocated.</param>
    /// <param name="number">The number of the allocation in its row, from 0.</param>
    public bool FailsAt(string what, ulong number) =>
        _left != 0 && (number < CountedAlone || number % CountedTogether == 0) && Count(what);

    /// <summary>Asks before an argument is written back whether that fails.</summary>
    public bool FailsCopyOut()
    {
        if (_copyOutsLeft == 0 || --_copyOutsLeft != 0)
        {
            return false;
        }

        Hit = "copyout";
        return true;
    }

    /// <summary>Takes what failed.</summary>
    public string? TakeHit()
    {
        string? hit = Hit;
        Hit = null;
        return hit;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Count(string what)
    {
        if (--_left != 0)
        {
            return false;
        }

        Hit = what;
        return true;
    }
}
