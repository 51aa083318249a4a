using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Holds every image against the rules, and against what the model knows of the kernel that wrote it.</summary>
/// <remarks>
/// The rules alone say whether an image is sound. What the model adds is whether it is the right one: which sessions and
/// files, in which order, with which sizes, positions and seals, and that nothing else is preserved (ABI-05, rule 8).
/// </remarks>
/// <param name="otherEntries">
/// How many tracker entries belong to other parts of the kernel; <see langword="null"/> when nobody knows, and then leaked
/// entries are not found.
/// </param>
/// <param name="hasOtherFlbs">Whether the kernel has FLBs that no program knows of, such as those of its own tests.</param>
public sealed class ImageJudge(int? otherEntries = 0, bool hasOtherFlbs = false) : IImageJudge
{
    private const string Allowed = "an image of which the clause holds";

    private static readonly ByteString MemfdHandler = new(FormatNames.Memfd);
    private static readonly ClauseId NotSerialized = ClauseId.Of("LUO-REBOOT-04");

    private readonly ImageChecker _checker = new();
    private readonly HandoverChain _chain = new();

    /// <summary>Makes a judge for an implementation in which nothing but LUO preserves memory, such as the reference.</summary>
    public static ImageJudge Create() => new();

    /// <summary>Makes a judge for a Linux kernel.</summary>
    public static ImageJudge CreateForKernel() => new(hasOtherFlbs: true);

    /// <inheritdoc/>
    public void Start() => _chain.Start();

    /// <inheritdoc/>
    public void Judge(IPhysicalImage image, ReadOnlySpan<ModelState> before, ImageFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        _chain.Follow(before);
        bool isSound = _checker.Check(image, before.Length == 1 ? ExpectImage(before[0]) : null);
        _chain.Keep(_checker.Scratch);
        foreach (ClauseId clause in ImageRules.Clauses)
        {
            if (_checker.Verdict(clause).Exercised > 0)
            {
                findings.Exercise(clause);
            }
        }

        if (isSound)
        {
            return;
        }

        foreach (ImageFault fault in _checker.Faults)
        {
            findings.Break(fault.Clause, $"at 0x{fault.Address:x}: {fault.Message}", Allowed);
        }
    }

    /// <inheritdoc/>
    public void JudgeRefusal(IPhysicalImage image, ImageFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        _ = _checker.Check(image, new ImageExpectation { IsBeforeReboot = true });
        if (_checker.Verdict(NotSerialized).Exercised > 0)
        {
            findings.Exercise(NotSerialized);
        }

        // Blocks that nobody points to any more may hold whatever the attempt left there.
        foreach (ImageFault fault in _checker.Faults)
        {
            if (fault.Clause == NotSerialized)
            {
                findings.Break(fault.Clause, $"at 0x{fault.Address:x}: {fault.Message}", Allowed);
            }
        }
    }

    private ImageExpectation ExpectImage(ModelState state)
    {
        bool handsOver = HandoverChain.HandsOver(state);
        return new ImageExpectation
        {
            HandsOver = handsOver,
            HasLuo = handsOver ? state.IsLuoEnabled : null,
            LuoNumber = handsOver && state.IsLuoEnabled ? _chain.LuoNumber : null,
            KexecCount = handsOver ? _chain.KexecCount : null,
            Scratch = handsOver ? _chain.Scratch : null,
            ScratchSizes = handsOver ? SizesOf(state.ScratchSizes) : null,
            OtherEntries =
                handsOver && state.KernelMemory is not { HasOpen: true }
                    ? otherEntries + (state.KernelMemory?.CountUndescribedKeys() ?? 0)
                    : null,
            MayShareMemory = state.KernelMemory is { HasOverlaps: true },
            Sessions = handsOver && state.IsLuoEnabled ? Expect(state) : null,
            Flbs = handsOver && state.IsLuoEnabled && !hasOtherFlbs ? Flbs(state.Kernel) : null,
        };
    }

    /// <summary>The sizes that were asked for, in the order of the areas: the last one is that of each node.</summary>
    /// <param name="sizes">The sizes, or <see langword="null"/>.</param>
    internal static ulong[]? SizesOf(ScratchSizes? sizes) =>
        sizes is null ? null : [sizes.Low, sizes.Global, sizes.PerNode];

    /// <summary>The sessions that a jump from a state hands over.</summary>
    /// <param name="state">The state just before it, with live update on.</param>
    internal static ExpectedSession[] Expect(ModelState state)
    {
        ReadOnlySpan<ModelSession> outgoing = state.OutgoingSessions;
        if (outgoing.IsEmpty)
        {
            return [];
        }

        var sessions = new ExpectedSession[outgoing.Length];
        for (int i = 0; i < sessions.Length; i++)
        {
            sessions[i] = new ExpectedSession(outgoing[i].Name, Files(state, outgoing[i].Files));
        }

        return sessions;
    }

    private static ExpectedFlb[] Flbs(KernelState? kernel)
    {
        if (kernel is null)
        {
            return [];
        }

        return
        [
            .. kernel
                .RegisteredFlbs.Select(handle => kernel.Flb(handle)!)
                .Where(static flb => flb.OutgoingCount > 0)
                .Select(static flb => new ExpectedFlb(flb.Compatible)
                {
                    Data = flb.OutgoingData,
                    Count = flb.OutgoingCount,
                }),
        ];
    }

    private static ExpectedFile[] Files(ModelState state, ReadOnlySpan<ModelFile> preserved)
    {
        if (preserved.IsEmpty)
        {
            return [];
        }

        var files = new ExpectedFile[preserved.Length];
        for (int i = 0; i < files.Length; i++)
        {
            ModelFile file = preserved[i];
            if (file.Handled is { } handled)
            {
                // The handler's freeze may still change the data.
                bool mayFreeze = state.Kernel!.Handler(handled.Handler)!.IsScripted(HandlerCallbacks.Freeze);
                files[i] = new ExpectedFile(file.Token)
                {
                    Compatible = handled.Compatible,
                    Data = mayFreeze ? null : handled.Data,
                };
                continue;
            }

            OpenFile open = state.OpenFile(file.OpenFileId)!;
            files[i] = new ExpectedFile(file.Token)
            {
                Compatible = MemfdHandler,
                Length = state.MemoryFile(open.MemoryFileId)!.Size,
                Position = open.Position,
                Seals = (uint)file.Seals,
            };
        }

        return files;
    }
}
