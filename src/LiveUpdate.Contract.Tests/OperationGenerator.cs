using FsCheck;
using FsCheck.Fluent;

namespace LiveUpdate.Contract.Tests;

/// <summary>Arbitrary operations of every verb, by way of the text's own arguments.</summary>
internal static class OperationGenerator
{
    private static readonly Gen<Handle> Handles = Gen.Elements("d", "s", "m", "s12", "a_b", "zzzzzzzzzzzz")
        .Select(Handle.Parse);

    private static readonly Gen<ulong> Numbers = Gen.OneOf(
        Gen.Elements<ulong>(0, 1, 2, 255, 4095, 4096, uint.MaxValue, 1UL << 63, ulong.MaxValue),
        Gen.Choose(0, 1_000_000).Select(static n => (ulong)n)
    );

    private static readonly Gen<ByteString> Names = Gen.Choose(0, 255)
        .Select(static n => (byte)n)
        .ArrayOf()
        .Select(static bytes => new ByteString(bytes.AsSpan(0, Math.Min(bytes.Length, 64))));

    private static readonly Gen<byte> Fills = Gen.Choose(0, 255).Select(static n => (byte)n);

    private static readonly Gen<ByteString?> Texts = Gen.OneOf(
        Gen.Constant<ByteString?>(null),
        Names.Select(static ByteString? (n) => n)
    );

    private static readonly Gen<BootParameters> Boots =
        from kho in Texts
        from liveUpdate in Texts
        from scratch in Texts
        select kho is null && liveUpdate is null && scratch is null
            ? BootParameters.Default
            : new BootParameters(kho, liveUpdate, scratch);

    /// <summary>One generator for each verb.</summary>
    public static IReadOnlyDictionary<Verb, Gen<Operation>> ByVerb { get; } = All();

    /// <summary>Operations of every verb.</summary>
    public static Gen<Operation> Any { get; } = Gen.OneOf(ByVerb.Values);

    private static ulong Bits(ulong number) => number & uint.MaxValue;

    private static ByteString Compatible(ByteString name)
    {
        byte[] bytes = [.. name.Span.ToArray().Where(static b => b != 0).Take(RegisterHandler.MaxCompatible)];
        return bytes.Length == 0 ? ByteString.Of("x") : new ByteString(bytes);
    }

    private static ulong? Maybe(ulong number) => number % 3 == 0 ? null : number;

    private static Dictionary<Verb, Gen<Operation>> All()
    {
        Gen<Parts> parts =
            from result in Handles
            from a in Handles
            from b in Handles
            from x in Numbers
            from y in Numbers
            from z in Numbers
            from name in Names
            from fill in Fills
            from boot in Boots
            select new Parts(result, a, b, x, y, z, name, fill, boot);
        return Enum.GetValues<Verb>().ToDictionary(static v => v, v => parts.Select(p => Make(v, p)));
    }

    private static Operation Make(Verb verb, Parts p) =>
        verb switch
        {
            Verb.Open => new OpenDevice(p.Result, p.X, p.Y),
            Verb.CreateSession => new CreateSession(p.Result, p.A, p.Name),
            Verb.RetrieveSession => new RetrieveSession(p.Result, p.A, p.Name),
            Verb.PreserveFd => new PreserveFd(p.A, p.B, p.X),
            Verb.RetrieveFd => new RetrieveFd(p.Result, p.A, p.X),
            Verb.Finish => new FinishSession(p.A, Bits(p.X)),
            Verb.GetName => new GetName(p.A, Bits(p.X)),
            Verb.Close => new Close(p.A),
            Verb.Dup => new Dup(p.Result, p.A),
            Verb.Readlink => new Readlink(p.A),
            Verb.Ioctl => new Ioctl(
                p.X % 2 == 0 ? p.Result : Handle.None,
                p.A,
                Bits(p.X),
                p.Name,
                (ulong)p.Name.Length + p.Y % 5000,
                (ArgumentPlace)(p.Z % 4),
                p.Z % 3 == 0 ? p.B : Handle.None
            ),
            Verb.Memfd => new CreateMemfd(p.Result, p.X, p.Y % 2 == 0 ? p.Fill : null, Bits(p.Z), p.Name),
            Verb.Tmpfile => new CreateTmpfile(p.Result, p.X, p.Y % 2 == 0 ? p.Fill : null, p.Z % 2),
            Verb.Unlink => new Unlink(p.A),
            Verb.Special => new CreateSpecial(p.Result, (SpecialKind)(p.X % 4)),
            Verb.Reopen => new Reopen(p.Result, p.A, p.X % 0x200404),
            Verb.Mmap => new Mmap(p.Result, p.A),
            Verb.Store => new Store(p.A, p.X, p.Y, p.Fill),
            Verb.Write => new WriteFile(p.A, Maybe(p.X), p.Y % FileLimits.MaxTransfer, p.Fill),
            Verb.Read => new ReadFile(p.A, Maybe(p.X), p.Y % FileLimits.MaxTransfer),
            Verb.Seek => new Seek(p.A, p.X, (SeekFrom)(p.Y % 3)),
            Verb.Truncate => new Truncate(p.A, p.X),
            Verb.Fallocate => new Fallocate(p.A, p.X % 256, p.Y, p.Z),
            Verb.AddSeals => new AddSeals(p.A, Bits(p.X)),
            Verb.GetSeals => new GetSeals(p.A),
            Verb.Stat => new Stat(p.A),
            Verb.GetFlags => new GetFlags(p.A),
            Verb.CountFds => new CountFds(),
            Verb.LimitFds => new LimitFds(p.X % 4 == 0 ? null : p.X % 4096),
            Verb.Inject => Inject(p),
            Verb.Die => new Die(),
            Verb.Load => new Load((ImageKind)(p.X % 4), p.Boot),
            Verb.Unload => new Unload(),
            Verb.Reboot => new Reboot(),
            Verb.Kexec => new Kexec(p.Boot),
            Verb.ColdBoot => new ColdBoot(p.Boot),
            Verb.LuoEvent => new LuoEvent(p.A, (EventKind)(p.X % 4)),
            Verb.LuoState => new LuoState(p.A),
            Verb.UnpreserveFd => new UnpreserveFd(p.A, p.X),
            Verb.KhoFinalize => new KhoFinalize(),
            Verb.KhoAbort => new KhoAbort(),
            Verb.KhoRegisterNotifier => new RegisterNotifier(p.Result, p.X % 256),
            Verb.KhoUnregisterNotifier => new UnregisterNotifier(p.A),
            Verb.KhoNotifierScript => new ScriptNotifier(
                p.A,
                (NotifierCallback)(p.X % 2),
                (Errno)(p.Y % 34),
                p.X % 1001,
                p.Y % 2 == 0 ? p.B : Handle.None
            ),
            Verb.PutObject => new PutObject(ByteString.Of($"o{p.X % 100}"), p.Fill, p.Y % 16),
            Verb.TakeObject => new TakeObject(ByteString.Of($"o{p.X % 100}"), p.Y % 16),
            Verb.HandlerRegister => new RegisterHandler(
                p.Result,
                Compatible(p.Name),
                p.X % 256,
                (HandlerCallbacks)(p.Y % 512)
            ),
            Verb.HandlerUnregister => new UnregisterHandler(p.A),
            Verb.HandlerScript => new ScriptHandler(
                p.A,
                (HandlerCallbacks)(1 << (int)(p.X % 9)),
                (Errno)(p.Y % 34),
                Maybe(p.Z),
                p.X % 1001,
                p.Y % 2 == 0 ? p.B : Handle.None
            ),
            Verb.HandlerFile => new CreateHandlerFile(
                p.Result,
                p.X % 8,
                p.Y,
                p.Z % 256,
                p.X % 2 == 0 ? p.A : Handle.None
            ),
            Verb.HandlerValue => new GetHandlerValue(p.A),
            Verb.HandlerIncoming => new ListIncoming(p.A),
            Verb.FlbRegister => new RegisterFlb(p.Result, p.A, Compatible(p.Name), (FlbCallbacks)(p.X % 16)),
            Verb.FlbLink => new LinkFlb(p.A, p.B),
            Verb.FlbUnregister => new UnregisterFlb(p.A, p.B),
            Verb.FlbScript => new ScriptFlb(
                p.A,
                (FlbCallbacks)(1 << (int)(p.X % 4)),
                (Errno)(p.Y % 34),
                p.Y,
                p.Z,
                p.X % 1001
            ),
            Verb.FlbGetOutgoing or Verb.FlbPutOutgoing or Verb.FlbGetIncoming or Verb.FlbPutIncoming =>
                new FlbReference(verb, p.A),
            >= Verb.KhoFolio and <= Verb.KhoWalk => KernelOperations.Make(
                verb,
                p.Result,
                p.A,
                p.X,
                p.Y,
                p.Fill,
                p.Name
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "a verb without a generator"),
        };

    private static Inject Inject(Parts p)
    {
        ulong? which = Maybe(p.X) is { } x ? 1 + x % Contract.Inject.Farthest : null;
        return p.Y % 2 == 0 ? new Inject(which) : new Inject(null, which);
    }

    private sealed record Parts(
        Handle Result,
        Handle A,
        Handle B,
        ulong X,
        ulong Y,
        ulong Z,
        ByteString Name,
        byte Fill,
        BootParameters Boot
    );
}
