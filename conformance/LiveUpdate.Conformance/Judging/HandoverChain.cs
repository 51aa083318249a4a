using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>
/// Follows the jumps of one machine: which live update (LUO-BOOT-02) and which kexec with KHO (KHO-META-01) an image is, and where its
/// scratch areas are (KHO-SCR-01).
/// </summary>
internal sealed class HandoverChain
{
    private int _lastBoot = -1;
    private bool _isKnown = true;
    private ulong _luoNumber;
    private uint _kexecCount;
    private ScratchRegion[]? _scratch;

    /// <summary>The number in LUO's record, <see langword="null"/> when it cannot be known.</summary>
    public ulong? LuoNumber => _isKnown ? _luoNumber : null;

    /// <summary>The count in the kexec metadata, <see langword="null"/> when it cannot be known.</summary>
    public uint? KexecCount => _isKnown ? _kexecCount : null;

    /// <summary>The scratch areas of the image before in the chain, <see langword="null"/> when there is none.</summary>
    public IReadOnlyList<ScratchRegion>? Scratch => _isKnown ? _scratch : null;

    /// <summary>Keeps the scratch areas of an image, unless those of the chain are known.</summary>
    /// <param name="areas">The areas, in the order of their array.</param>
    public void Keep(IReadOnlyList<ScratchRegion> areas)
    {
        if (_kexecCount > 0)
        {
            _scratch ??= [.. areas];
        }
    }

    /// <summary>Whether a jump from a state hands anything over.</summary>
    /// <param name="state">The state just before it; an image that is not loaded yet will be one of kind file.</param>
    public static bool HandsOver(ModelState state) =>
        state.IsKhoEnabled && (state.LoadedImage ?? ImageKind.File) == ImageKind.File;

    /// <summary>Forgets the machine before.</summary>
    public void Start()
    {
        _lastBoot = -1;
        BeginAnew();
    }

    /// <summary>Follows a jump.</summary>
    /// <param name="before">The states that the machine may have been in.</param>
    public void Follow(ReadOnlySpan<ModelState> before)
    {
        ModelState state = before[0];
        if (state.BootNumber != _lastBoot + 1)
        {
            // A cold boot lies between this jump and the last.
            BeginAnew();
        }

        _lastBoot = state.BootNumber;
        _isKnown &= before.Length == 1;
        if (!HandsOver(state))
        {
            BeginAnew(_isKnown);
            return;
        }

        _kexecCount++;
        _luoNumber = state.IsLuoEnabled ? _luoNumber + 1 : 0;
    }

    private void BeginAnew(bool isKnown = true)
    {
        _isKnown = isKnown;
        _luoNumber = 0;
        _kexecCount = 0;
        _scratch = null;
    }
}
