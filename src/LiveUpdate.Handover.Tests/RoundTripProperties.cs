using FsCheck;
using FsCheck.Fluent;

namespace LiveUpdate.Handover.Tests;

/// <summary>What is written is read back, for every page size.</summary>
public class RoundTripProperties
{
    public static TheoryData<int> Shifts => [12, 14, 16];

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_key_gives_back_its_block(int shift)
    {
        var geometry = new PageGeometry(shift);
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                Gen.Choose(0, geometry.HighestOrder).ToArbitrary(),
                (bits, order) =>
                {
                    ulong address = order == geometry.HighestOrder ? 0 : bits >> (shift + order) << (shift + order);
                    TrackerKey key = TrackerKey.Encode(geometry, address, order);
                    ulong sum = (ulong)key.IndexAt(geometry, 0);
                    for (int level = 1; level < geometry.Levels; level++)
                    {
                        sum |= TrackerKey.PartOf(geometry, level, key.IndexAt(geometry, level));
                    }

                    return key.Fits(geometry)
                        && key.Address(geometry) == address
                        && key.Order(geometry) == order
                        && sum == key.Value;
                }
            )
            .Holds();
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_tracker_gives_back_its_entries_by_descending_order_then_address(int shift)
    {
        Gen<(ulong, int)> block = Gen.Choose(0, 20)
            .SelectMany(_ => Gen.Choose(0, 1 << 20), (order, number) => ((ulong)number << (shift + order), order));
        Prop.ForAll(
                Gen.NonEmptyListOf(block).ToArbitrary(),
                blocks =>
                {
                    var writer = new ImageWriter(1 << shift, 1UL << 44);
                    foreach ((ulong address, int order) in blocks)
                    {
                        writer.Preserve(address, order);
                    }

                    HandoverImage parsed = HandoverImage.Read(writer.Image);
                    return parsed
                        .Preserved.Select(entry => (entry.Address, entry.Order))
                        .SequenceEqual(
                            blocks
                                .Append((writer.Image.FdtAddress, 0))
                                .Distinct()
                                .OrderBy(entry => entry.Item1)
                                .ThenBy(entry => entry.Item2)
                        );
                }
            )
            .Holds();
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_folio_array_gives_back_its_entries(int shift)
    {
        var geometry = new PageGeometry(shift);
        int perPage = geometry.FoliosPerPage;
        // Also around the numbers at which a page and a chunk are full.
        Gen<int> counts = Gen.OneOf(
            Gen.Choose(1, 3 * perPage),
            Gen.Choose(-2, 2).Select(offset => perPage + offset),
            shift == 12 ? Gen.Choose(-2, 2).Select(offset => geometry.ChunkEntries * perPage + offset) : Gen.Constant(1)
        );
        Prop.ForAll(
                counts.ToArbitrary(),
                count =>
                {
                    var writer = new ImageWriter(1 << shift);
                    var array = new FolioArrayWriter(writer, geometry);
                    for (int i = 0; i < count; i++)
                    {
                        array.Append(Entry(i));
                    }

                    VmallocDescriptor descriptor = array.Finish();
                    var reader = new FolioArrayReader(writer.Image, descriptor, (ulong)count);
                    int read = 0;
                    while (reader.TryRead(out FolioEntry entry) && entry == Entry(read))
                    {
                        read++;
                    }

                    return read == count && !reader.IsBroken && array.Count == (ulong)count;
                }
            )
            .Holds();

        static FolioEntry Entry(int index) =>
            FolioEntry.Of(((ulong)index * 0x9E3779B97F4A7C15) >> 12, FolioEntry.WrittenFlags, (ulong)index);
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void Blocks_give_back_their_sessions_and_files(int shift) =>
        Prop.ForAll(
                Gen.Choose(0, 120).ToArbitrary(),
                Gen.Choose(0, 140).ToArbitrary(),
                Gen.Choose(0, 3).ToArbitrary(),
                (sessions, files, folioOrder) =>
                {
                    var content = new ImageExpectation
                    {
                        OtherEntries = 0,
                        Sessions =
                        [
                            .. Enumerable.Range(0, sessions).Select(i => Content.Session($"session {i}")),
                            Content.Session(
                                "files",
                                [
                                    .. Enumerable
                                        .Range(0, files)
                                        .Select(i => Content.Memfd((ulong)i << 40, (ulong)(i % 3) << 13, (ulong)i, 1)),
                                ]
                            ),
                        ],
                    };
                    return new ImageChecker().Check(ImageWriter.Write(1 << shift, content, folioOrder), content);
                }
            )
            .HoldsFor(20);

    [Fact]
    public void A_memfd_record_gives_back_any_values() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<ulong>(),
                ArbMap.Default.ArbFor<ulong>(),
                ArbMap.Default.ArbFor<uint>(),
                (first, second, third) =>
                {
                    byte[] bytes = new byte[MemfdRecord.Size];
                    var descriptor = new VmallocDescriptor(second, third, (ushort)first, (ushort)second);
                    var record = new MemfdRecord(first, second, third, ~third, first ^ second, descriptor);
                    record.WriteTo(bytes);
                    return MemfdRecord.Read(bytes) == record;
                }
            )
            .Holds();
}
