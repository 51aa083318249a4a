using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>
/// The operations that FsCheck draws, in the same mix, drawn from the suite's own choices; either that alone, or executed
/// and judged by a bare loop too, blindly or for the state.
/// </summary>
/// <param name="options">What is measured.</param>
/// <param name="length">How many operations a program has.</param>
internal sealed class PlainMix(BenchmarkOptions options, int length)
{
    private static readonly HandlePools Blind = new();
    private static readonly ByteString[] Names = [ByteString.Of("a"), ByteString.Of("b"), ByteString.Of("c")];
    private static readonly ulong[] Tokens = [0, 1, 2, ulong.MaxValue];
    private static readonly ulong[] Sizes = [0, 1, 4095, 4096, 4097, 65536];

    private readonly ChoiceSource _choices = new();
    private readonly BareLoop _loop = new(options.Implementation);
    private readonly Operation[] _operations = new Operation[length];
    private readonly HandlePools _forState = new();
    private HandlePools _pools = Blind;

    private Handle Device => _choices.Pick(_pools.Device.Bound);

    private Handle Session => _choices.Pick(_pools.Session.Bound);

    private Handle File => _choices.Pick(_pools.File.Bound);

    private Handle NewSession => _choices.Pick(_pools.Session.Free);

    private Handle NewFile => _choices.Pick(_pools.File.Free);

    private ByteString Name => _choices.Pick<ByteString>(Names);

    private ulong Token => _choices.Pick<ulong>(Tokens);

    private ulong Size => _choices.Pick<ulong>(Sizes);

    private byte Fill => (byte)(1 + _choices.Below(255));

    /// <summary>Measures drawing, executing and judging.</summary>
    public Throughput Measure() => Meter.Measure(options.Duration, Run);

    /// <summary>Measures the same with each operation drawn for the state that the one before has led to.</summary>
    public Throughput MeasureForState() => Meter.Measure(options.Duration, RunForState);

    /// <summary>Measures drawing alone.</summary>
    public Throughput MeasureDrawing() => Meter.Measure(options.Duration, Draw);

    private int Run(long number)
    {
        int drawn = Draw(number);
        _loop.Run(_operations);
        return drawn;
    }

    private int RunForState(long number)
    {
        _choices.Start(options.Seed, number);
        _pools = _forState;
        _loop.Run(
            length,
            state =>
            {
                _pools.Look(state);
                return Draw(_choices.Below(97));
            }
        );
        _pools = Blind;
        return length;
    }

    private int Draw(long number)
    {
        _choices.Start(options.Seed, number);
        for (int i = 0; i < _operations.Length; i++)
        {
            _operations[i] = Draw(_choices.Below(97));
        }

        return _operations.Length;
    }

    /// <summary>One operation; the bounds are the running sums of the weights in <see cref="OperationGen"/>.</summary>
    private Operation Draw(int weight) =>
        weight switch
        {
            < 5 => new OpenDevice(_choices.Pick(_pools.Device.Free)),
            < 15 => new CreateSession(NewSession, Device, Name),
            < 23 => new RetrieveSession(NewSession, Device, Name),
            < 33 => new CreateMemfd(NewFile, Size, Fill, CreateMemfd.DefaultFlags, ByteString.Empty),
            < 47 => new PreserveFd(Session, File, Token),
            < 57 => new RetrieveFd(NewFile, Session, Token),
            < 60 => new FinishSession(Session),
            < 63 => new GetName(Session),
            < 67 => new Close(
                _choices.Below(3) switch
                {
                    0 => Device,
                    1 => Session,
                    _ => File,
                }
            ),
            < 75 => new WriteFile(File, Size, 16, Fill),
            < 81 => new ReadFile(File, Size, 4096),
            < 85 => new Truncate(File, Size),
            < 89 => new Seek(File, Size),
            < 95 => new Stat(File),
            _ => new Kexec(BootParameters.Default),
        };
}
