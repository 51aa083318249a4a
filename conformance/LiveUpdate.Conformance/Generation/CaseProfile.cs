using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What one case is made of: its theme, the weights of its moves, its names, tokens and sizes (swarm).</summary>
/// <remarks>
/// Each case leaves some moves out and prefers others, so that long runs of one thing and rare combinations both happen.
/// </remarks>
internal sealed class CaseProfile
{
    private const int Moves = (int)MoveKind.Trouble + 1;
    private const int MostNames = 5;
    private const int MostTokens = 6;

    private static readonly byte[] Ordinary = OrdinaryWeights();

    private readonly int[] _cumulative = new int[Moves];
    private readonly ByteString[] _names = new ByteString[MostNames];
    private readonly ulong[] _tokens = new ulong[MostTokens];
    private int _nameCount;
    private int _tokenCount;

    /// <summary>What the case is mainly about.</summary>
    public CaseTheme Theme { get; private set; }

    /// <summary>How many random moves there are at most.</summary>
    public int Length { get; private set; }

    /// <summary>How often in a hundred a handle does not fit.</summary>
    public int Misuse { get; private set; }

    /// <summary>How often in a hundred a value is meant to be refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>The first fill value, less one.</summary>
    public byte FirstFill { get; private set; }

    /// <summary>Which sizes are drawn: 0 small ones, 1 middle ones too, 2 those about a write window too.</summary>
    public int SizeClass { get; private set; }

    /// <summary>The names that the case prefers.</summary>
    public ReadOnlySpan<ByteString> Names => _names.AsSpan(0, _nameCount);

    /// <summary>The tokens that the case prefers.</summary>
    public ReadOnlySpan<ulong> Tokens => _tokens.AsSpan(0, _tokenCount);

    /// <summary>Draws the profile of a case.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="theme">The theme.</param>
    public void Draw(ChoiceSource choices, CaseTheme theme)
    {
        Theme = theme;
        Length = 4 + choices.Below(10) + choices.Below(10) + (choices.Chance(20) ? choices.Below(40) : 0);
        Misuse = theme == CaseTheme.StaleHandles ? 25 : choices.Below(4);
        Refusals = choices.Below(12);
        FirstFill = (byte)choices.Below(255);
        SizeClass =
            theme == CaseTheme.BigFiles ? 2
            : choices.Chance(30) ? 1
            : 0;
        DrawNames(choices, theme == CaseTheme.Names ? 85 : 25);
        DrawTokens(choices, theme == CaseTheme.Tokens ? 100 : 50);
        DrawWeights(choices, theme);
    }

    /// <summary>Draws the next random move.</summary>
    /// <param name="choices">The choices.</param>
    public MoveKind Next(ChoiceSource choices)
    {
        int at = choices.Below(_cumulative[Moves - 1]);
        int low = 0;
        int high = Moves - 1;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_cumulative[middle] > at)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return (MoveKind)low;
    }

    private static byte[] OrdinaryWeights()
    {
        var weights = new byte[Moves];
        void Set(MoveKind move, byte weight) => weights[(int)move] = weight;
        Set(MoveKind.OpenDevice, 16);
        Set(MoveKind.CreateSession, 24);
        Set(MoveKind.RetrieveSession, 22);
        Set(MoveKind.MakeMemfd, 22);
        Set(MoveKind.MakeTmpfile, 5);
        Set(MoveKind.MakeSpecial, 3);
        Set(MoveKind.Preserve, 40);
        Set(MoveKind.RetrieveFd, 32);
        Set(MoveKind.Finish, 10);
        Set(MoveKind.GetName, 6);
        Set(MoveKind.Close, 12);
        Set(MoveKind.Dup, 6);
        Set(MoveKind.Reopen, 6);
        Set(MoveKind.Write, 22);
        Set(MoveKind.Read, 12);
        Set(MoveKind.Seek, 10);
        Set(MoveKind.Truncate, 8);
        Set(MoveKind.Fallocate, 8);
        Set(MoveKind.AddSeals, 10);
        Set(MoveKind.GetSeals, 3);
        Set(MoveKind.Stat, 5);
        Set(MoveKind.GetFlags, 3);
        Set(MoveKind.Mmap, 5);
        Set(MoveKind.Store, 6);
        Set(MoveKind.Readlink, 3);
        Set(MoveKind.CountFds, 3);
        Set(MoveKind.LimitFds, 2);
        Set(MoveKind.Die, 2);
        Set(MoveKind.Load, 5);
        Set(MoveKind.Unload, 2);
        Set(MoveKind.Reboot, 4);
        Set(MoveKind.Kexec, 16);
        Set(MoveKind.ColdBoot, 1);
        Set(MoveKind.RawIoctl, 12);
        Set(MoveKind.Unlink, 4);
        Set(MoveKind.SetUp, 14);
        Set(MoveKind.RetrieveMany, 14);
        Set(MoveKind.ProbeGone, 8);
        Set(MoveKind.FillMemory, 5);
        Set(MoveKind.PreserveTwice, 6);
        Set(MoveKind.FaultyCopyOut, 8);
        Set(MoveKind.LookAtFile, 8);
        Set(MoveKind.CloseSession, 8);
        Set(MoveKind.PreserveAgain, 8);
        Set(MoveKind.Fault, 6);
        Set(MoveKind.Trouble, 36);
        return weights;
    }

    private static ReadOnlySpan<MoveKind> Favourites(CaseTheme theme) =>
        theme switch
        {
            CaseTheme.Memfd or CaseTheme.BigFiles =>
            [
                MoveKind.MakeMemfd,
                MoveKind.MakeTmpfile,
                MoveKind.Write,
                MoveKind.Truncate,
                MoveKind.Fallocate,
                MoveKind.Seek,
                MoveKind.AddSeals,
                MoveKind.Mmap,
                MoveKind.Store,
                MoveKind.LookAtFile,
                MoveKind.Reopen,
            ],
            CaseTheme.Chain =>
            [
                MoveKind.Kexec,
                MoveKind.RetrieveMany,
                MoveKind.PreserveAgain,
                MoveKind.Finish,
                MoveKind.ProbeGone,
                MoveKind.FillMemory,
            ],
            CaseTheme.Framing => [MoveKind.RawIoctl, MoveKind.FaultyCopyOut, MoveKind.RetrieveMany],
            CaseTheme.DescriptorPressure =>
            [
                MoveKind.LimitFds,
                MoveKind.CountFds,
                MoveKind.RetrieveFd,
                MoveKind.RetrieveSession,
                MoveKind.CreateSession,
                MoveKind.FaultyCopyOut,
                MoveKind.Close,
                MoveKind.Dup,
            ],
            CaseTheme.Device => [MoveKind.OpenDevice, MoveKind.Dup, MoveKind.Close, MoveKind.Die],
            CaseTheme.Boot =>
            [
                MoveKind.Load,
                MoveKind.Unload,
                MoveKind.Reboot,
                MoveKind.Kexec,
                MoveKind.ColdBoot,
                MoveKind.SetUp,
                MoveKind.CloseSession,
            ],
            CaseTheme.AgentDeath => [MoveKind.Die, MoveKind.SetUp, MoveKind.RetrieveMany, MoveKind.Dup, MoveKind.Kexec],
            CaseTheme.StaleHandles => [MoveKind.Close, MoveKind.CloseSession, MoveKind.Dup],
            CaseTheme.Names =>
            [
                MoveKind.CreateSession,
                MoveKind.RetrieveSession,
                MoveKind.GetName,
                MoveKind.Readlink,
                MoveKind.CloseSession,
                MoveKind.Kexec,
            ],
            CaseTheme.Faults =>
            [
                MoveKind.Fault,
                MoveKind.SetUp,
                MoveKind.RetrieveMany,
                MoveKind.Kexec,
                MoveKind.LookAtFile,
                MoveKind.CountFds,
            ],
            CaseTheme.Tokens => [MoveKind.Preserve, MoveKind.RetrieveFd, MoveKind.PreserveTwice, MoveKind.RetrieveMany],
            _ => [MoveKind.SetUp, MoveKind.RetrieveMany],
        };

    private void DrawNames(ChoiceSource choices, int odd)
    {
        _nameCount = 2 + choices.Below(MostNames - 1);
        for (int i = 0; i < _nameCount; i++)
        {
            _names[i] = choices.Chance(odd)
                ? choices.Pick<ByteString>(MagicNames.Odd)
                : choices.Pick<ByteString>(MagicNames.Plain);
        }
    }

    private void DrawTokens(ChoiceSource choices, int odd)
    {
        _tokenCount = 3 + choices.Below(MostTokens - 2);
        for (int i = 0; i < _tokenCount; i++)
        {
            _tokens[i] = choices.Chance(odd) ? choices.Pick<ulong>(MagicNumbers.Tokens) : (ulong)i + 1;
        }
    }

    private void DrawWeights(ChoiceSource choices, CaseTheme theme)
    {
        Span<int> weights = stackalloc int[Moves];
        int left = choices.Below(4);
        for (int i = 0; i < Moves; i++)
        {
            weights[i] = Ordinary[i];
        }

        for (int i = 0; i < left * 3; i++)
        {
            weights[choices.Below(Moves)] = 0;
        }

        for (int i = 0; i < 3; i++)
        {
            weights[choices.Below(Moves)] *= 4;
        }

        foreach (MoveKind favourite in Favourites(theme))
        {
            weights[(int)favourite] = Math.Max(weights[(int)favourite], Ordinary[(int)favourite]) * 4 + 8;
        }

        int sum = 0;
        for (int i = 0; i < Moves; i++)
        {
            sum += weights[i];
            _cumulative[i] = sum;
        }
    }
}
