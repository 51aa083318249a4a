using System.Diagnostics;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Benchmarks;

/// <summary>Writes and reads the folio array of one file through descriptor, chunks and array pages (D2.4, D2.5).</summary>
/// <remarks>
/// The memory lies in a temporary file of 16 bytes a folio. Of the array only pages are held at a time, so that what is
/// allocated stays below <see cref="MostBytes"/> whatever the file's size.
/// </remarks>
/// <param name="folios">How many folios the file has.</param>
internal sealed class LargeArrayCosts(ulong folios)
{
    /// <summary>The bound on what is allocated, in bytes.</summary>
    public const long MostBytes = 4 << 20;

    private const ulong FirstPage = 1UL << 32;
    private const ulong Stride = 3;

    /// <summary>Does it once.</summary>
    /// <exception cref="InvalidOperationException">The array came back otherwise, or more memory was allocated than the bound.</exception>
    public LargeArrayCost Measure()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var memory = new SpilledMemory(PageGeometry.FourKiB.PageSize, FirstPage);
        long start = Stopwatch.GetTimestamp();
        VmallocDescriptor descriptor = Write(memory);
        TimeSpan write = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        Read(memory, descriptor);
        TimeSpan read = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= MostBytes
            ? new LargeArrayCost(folios, memory.PageCount, write, read, allocated)
            : throw new InvalidOperationException(
                $"{allocated} bytes were allocated for {folios} folios; {MostBytes} are the bound"
            );
    }

    private static FolioEntry Entry(ulong index) =>
        FolioEntry.Of(FirstPage / 4096 + index * Stride, FolioEntry.WrittenFlags, index);

    private VmallocDescriptor Write(SpilledMemory memory)
    {
        var array = new FolioArrayWriter(memory, PageGeometry.FourKiB);
        for (ulong i = 0; i < folios; i++)
        {
            array.Append(Entry(i));
        }

        return array.Finish();
    }

    private void Read(SpilledMemory memory, VmallocDescriptor descriptor)
    {
        var array = new FolioArrayReader(memory, descriptor, folios);
        ulong read = 0;
        while (array.TryRead(out FolioEntry entry))
        {
            if (entry != Entry(read))
            {
                throw new InvalidOperationException($"folio {read} came back as another one");
            }

            read++;
        }

        if (array.IsBroken || read != folios)
        {
            throw new InvalidOperationException($"{read} of {folios} folios came back");
        }
    }
}
