using LiveUpdate.Contract;

namespace LiveUpdate.Handover.Tests;

/// <summary>Contents of images for tests.</summary>
internal static class Content
{
    /// <summary>Three sessions: one with files of all kinds, an empty one, one with more files than a block holds.</summary>
    public static ImageExpectation Usual(int pageSize) =>
        new()
        {
            HandsOver = true,
            HasLuo = true,
            LuoNumber = 3,
            KexecCount = 4,
            Release = ByteString.Of("7.3.4-test"),
            OtherEntries = 0,
            ScratchSizes = [1, (ulong)pageSize, (ulong)pageSize << ScratchRegion.MaxPageOrder],
            Sessions =
            [
                Session(
                    "alpha",
                    Memfd(0x1A, 9, 5, 2),
                    Memfd(0, 0, 0, 1),
                    Memfd(ulong.MaxValue, 7UL * (ulong)pageSize + 1, 0, 0x3F),
                    new ExpectedFile(7) { Compatible = ByteString.Of("other-v1"), Data = 0xDEAD }
                ),
                Session("beta"),
                Session(
                    "gamma",
                    [.. Enumerable.Range(0, pageSize / FileRecord.Size + 1).Select(i => Memfd((ulong)i, 0, 0, 0))]
                ),
            ],
            Flbs =
            [
                new ExpectedFlb(ByteString.Of("flb-a")) { Data = 1, Count = 3 },
                new ExpectedFlb(ByteString.Of("flb-b")) { Data = 2, Count = 1 },
            ],
        };

    /// <summary>What a random case of a campaign hands over: few sessions, few small files.</summary>
    public static ImageExpectation Small() =>
        new()
        {
            HandsOver = true,
            HasLuo = true,
            LuoNumber = 1,
            KexecCount = 1,
            OtherEntries = 0,
            Sessions =
            [
                Session("a", Memfd(1, 8192, 3, 1), Memfd(2, 1, 0, 0)),
                Session("b", Memfd(1, 4096, 0, 2)),
                Session("c"),
            ],
            Flbs = [],
        };

    public static ExpectedSession Session(string name, params ExpectedFile[] files) => new(ByteString.Of(name), files);

    public static ExpectedFile Memfd(ulong token, ulong length, ulong position, uint seals) =>
        new(token)
        {
            Compatible = ByteString.Of("memfd-v2"),
            Length = length,
            Position = position,
            Seals = seals,
        };
}
