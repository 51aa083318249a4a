using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>A program cut at its kexecs, so that it can take turns with others.</summary>
/// <param name="Index">Its place among the programs that were given.</param>
/// <param name="Program">The program.</param>
/// <param name="Segments">Its parts; empty when it cannot share a machine.</param>
/// <param name="Memory">A generous guess at the memory that it fills, in bytes.</param>
internal sealed record BatchProgram(int Index, Program Program, ImmutableArray<BatchSegment> Segments, ulong Memory)
{
    /// <summary>More than this and a program gets a machine for itself: what it fills could starve the others.</summary>
    private const ulong MostMemory = 48 << 20;

    /// <summary>A few less than fit a block (LUO-SESS-09).</summary>
    private const int ManySessions = 48;

    /// <summary>Whether others can run beside it.</summary>
    public bool CanShare => Segments.Length > 0 && Memory <= MostMemory;

    /// <summary>
    /// Whether it must have each kernel for itself, although it can follow others on a machine: it makes so many sessions that
    /// it is about how many there are.
    /// </summary>
    public bool IsCounting { get; } =
        Program.Operations.Count(static o => o.Verb == Verb.CreateSession) >= ManySessions;

    /// <summary>How many kexecs it crosses.</summary>
    public int Crossings => Segments.Length - 1;

    /// <summary>The letters of its exits, see <see cref="BatchExit.Letter"/>.</summary>
    public string Way { get; } =
        string.Concat(Segments.Where(static s => s.Exit is not null).Select(static s => s.Exit!.Letter));

    /// <summary>Cuts a program.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="program">The program.</param>
    public static BatchProgram Cut(int index, Program program)
    {
        var segments = ImmutableArray.CreateBuilder<BatchSegment>();
        var operations = ImmutableArray.CreateBuilder<Operation>();
        BootParameters? loaded = null;
        ulong memory = 0;
        foreach (Operation operation in program.Operations)
        {
            memory += MemoryOf(operation);
            BatchExit? exit = null;
            switch (operation)
            {
                case ColdBoot cold:
                    exit = new BatchExit(true, cold.Parameters);
                    break;
                case Load { Kind: ImageKind.File } load:
                    loaded = load.Parameters;
                    break;
                case Unload:
                    loaded = null;
                    break;
                case Reboot:
                    exit = loaded is null ? null : new BatchExit(false, loaded);
                    break;
                case Kexec kexec:
                    exit = new BatchExit(false, loaded ?? kexec.Parameters);
                    break;
            }

            if (exit is null)
            {
                operations.Add(operation);
                continue;
            }

            segments.Add(new BatchSegment(operations.DrainToImmutable(), exit));
            loaded = null;
        }

        if (!SessionNames.Fit(program) || SizesScratch(segments))
        {
            return new BatchProgram(index, program, [], memory);
        }

        segments.Add(new BatchSegment(operations.DrainToImmutable(), null));
        return new BatchProgram(index, program, segments.DrainToImmutable(), memory);
    }

    /// <summary>Whether the answers are those on which the cuts rely: every image that was to be loaded was.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="outcomes">Its answers.</param>
    public static bool Confirms(BatchSegment segment, ReadOnlySpan<Outcome> outcomes)
    {
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (segment.Operations[i] is Load { Kind: ImageKind.File } or Unload && !outcomes[i].IsOk)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a kernel takes its sizes of scratch from its parameters, as one does that no kernel with KHO was before: with odd
    /// ones all kernels behind it may have no room for an image.
    /// </summary>
    private static bool SizesScratch(IReadOnlyList<BatchSegment> segments)
    {
        bool inherits = true;
        foreach (BatchExit exit in segments.Select(static s => s.Exit!))
        {
            if (MayCount(exit.Parameters.Scratch) && (exit.IsCold || !inherits))
            {
                return true;
            }

            inherits = exit.Letter is BatchExit.Warm or BatchExit.Cold;
        }

        return false;
    }

    /// <summary>Whether a kernel may take a text for sizes: what ends in something else leaves the usual ones (KHO-CMD-01).</summary>
    private static bool MayCount(ByteString? scratch) =>
        scratch is { Length: > 0 } && "0123456789%KMGTPEkmgtpe"u8.Contains(scratch.Span[^1]);

    private static ulong MemoryOf(Operation operation) =>
        operation switch
        {
            CreateMemfd memfd => Sane(memfd.Size),
            CreateTmpfile tmpfile => Sane(tmpfile.Size),
            Truncate truncate => Sane(truncate.Size),
            WriteFile write => Sane(write.Len),
            Fallocate { Mode: 0 or 1 } fallocate => Sane(fallocate.Len),
            _ => 0,
        };

    /// <summary>Sizes that no machine has are refused at once and fill nothing.</summary>
    private static ulong Sane(ulong size) => size > 1UL << 40 ? 0 : size;
}
