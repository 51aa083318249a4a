using FsCheck;
using FsCheck.Fluent;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Random operations as one writes them for FsCheck: handles and values from small pools, verbs by weight.</summary>
/// <remarks>
/// The pools are small so that many operations find their handles open. Without a look at the state still more of them are
/// refused early than in the suite's own programs, which flatters FsCheck.
/// </remarks>
internal static class OperationGen
{
    /// <summary>A generator of operations.</summary>
    /// <param name="pools">The handles that they use.</param>
    public static Gen<Operation> Create(HandlePools pools)
    {
        Gen<Handle> device = Gen.Elements(pools.Device.Bound.ToArray());
        Gen<Handle> session = Gen.Elements(pools.Session.Bound.ToArray());
        Gen<Handle> file = Gen.Elements(pools.File.Bound.ToArray());
        Gen<Handle> newDevice = Gen.Elements(pools.Device.Free.ToArray());
        Gen<Handle> newSession = Gen.Elements(pools.Session.Free.ToArray());
        Gen<Handle> newFile = Gen.Elements(pools.File.Free.ToArray());
        Gen<ByteString> name = Gen.Elements(ByteString.Of("a"), ByteString.Of("b"), ByteString.Of("c"));
        Gen<ulong> token = Gen.Elements(0UL, 1UL, 2UL, ulong.MaxValue);
        Gen<ulong> size = Gen.Elements(0UL, 1UL, 4095UL, 4096UL, 4097UL, 65536UL);
        Gen<byte> fill = Gen.Choose(1, 255).Select(static value => (byte)value);
        return Gen.Frequency(
            (5, newDevice.Select(static d => (Operation)new OpenDevice(d))),
            (10, newSession.Zip(device).Zip(name, static (p, n) => (Operation)new CreateSession(p.Item1, p.Item2, n))),
            (8, newSession.Zip(device).Zip(name, static (p, n) => (Operation)new RetrieveSession(p.Item1, p.Item2, n))),
            (10, newFile.Zip(size).Zip(fill, static (p, f) => Memfd(p.Item1, p.Item2, f))),
            (14, session.Zip(file).Zip(token, static (p, t) => (Operation)new PreserveFd(p.Item1, p.Item2, t))),
            (10, newFile.Zip(session).Zip(token, static (p, t) => (Operation)new RetrieveFd(p.Item1, p.Item2, t))),
            (3, session.Select(static s => (Operation)new FinishSession(s))),
            (3, session.Select(static s => (Operation)new GetName(s))),
            (4, Gen.OneOf(device, session, file).Select(static h => (Operation)new Close(h))),
            (8, file.Zip(size).Zip(fill, static (p, f) => (Operation)new WriteFile(p.Item1, p.Item2, 16, f))),
            (6, file.Zip(size, static (m, at) => (Operation)new ReadFile(m, at, 4096))),
            (4, file.Zip(size, static (m, to) => (Operation)new Truncate(m, to))),
            (4, file.Zip(size, static (m, to) => (Operation)new Seek(m, to))),
            (6, file.Select(static m => (Operation)new Stat(m))),
            (2, Gen.Constant((Operation)new Kexec(BootParameters.Default)))
        );
    }

    private static Operation Memfd(Handle result, ulong size, byte fill) =>
        new CreateMemfd(result, size, fill, CreateMemfd.DefaultFlags, ByteString.Empty);
}
