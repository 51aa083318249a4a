using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>
/// Judges one program by an image that it may share with others: what is wrong in its own parts, and whether its sessions and files
/// are those that the model expects.
/// </summary>
internal static class SharedImageJudge
{
    private static readonly ClauseId Scratch = ClauseId.Of("KHO-SCR-02");

    private const string Allowed = "an image of which the clause holds";

    /// <summary>Looks at a jump.</summary>
    /// <param name="jump">The jump.</param>
    /// <param name="before">The states that the machine may have been in just before.</param>
    /// <param name="findings">Where to say which clauses were exercised and which are broken.</param>
    public static void Judge(SharedJump jump, ReadOnlySpan<ModelState> before, ImageFindings findings)
    {
        var shared = (SharedImage)jump.Image;
        foreach (ClauseId clause in shared.TakeExercised())
        {
            findings.Exercise(clause);
        }

        if (jump.IsAlone)
        {
            Break(shared.OwnerlessFaults, findings);
        }

        (ByteString Name, HandoverSession Session)[] own =
        [
            .. shared
                .Image.Sessions.Select(session => (Name: jump.OwnName(session.Name), Session: session))
                .Where(static pair => pair.Name is not null)
                .Select(static pair => (pair.Name!, pair.Session)),
        ];
        foreach ((_, HandoverSession session) in own)
        {
            Break(shared.FaultsOf(session), findings);
        }

        if (jump.IsAlone && before.Length == 1 && ImageJudge.SizesOf(before[0].ScratchSizes) is { } sizes)
        {
            Compare(shared.Image, sizes, findings);
        }

        // Where live update is off, programs with other words for it may share the kernel.
        if (before.Length == 1 && before[0] is { IsLuoEnabled: true } state && HandoverChain.HandsOver(state))
        {
            new SessionComparison(shared.Image, findings).Compare(own, ImageJudge.Expect(state));
        }
    }

    /// <summary>Holds the scratch areas against the sizes that were asked for (KHO-SCR-02).</summary>
    private static void Compare(HandoverImage image, ulong[] sizes, ImageFindings findings)
    {
        findings.Exercise(Scratch);
        for (int i = 0; i < image.Scratch.Count; i++)
        {
            ulong length = ScratchRegion.LengthFor(sizes[Math.Min(i, sizes.Length - 1)], image.PageSize);
            if (image.Scratch[i].Length != length)
            {
                findings.Break(
                    Scratch,
                    $"scratch area {i} has 0x{image.Scratch[i].Length:x} bytes",
                    $"0x{length:x} bytes"
                );
            }
        }
    }

    private static void Break(IEnumerable<ImageFault> faults, ImageFindings findings)
    {
        foreach (ImageFault fault in faults)
        {
            findings.Exercise(fault.Clause);
            findings.Break(fault.Clause, $"at 0x{fault.Address:x}: {fault.Message}", Allowed);
        }
    }
}
