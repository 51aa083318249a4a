using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>A memfd in an image.</summary>
/// <param name="Address">Physical address of its record.</param>
/// <param name="Record">Its record.</param>
/// <param name="Folios">Its folios in the order of the array, as far as they could be read.</param>
/// <param name="PageSize">The page size in bytes.</param>
public sealed record HandoverMemfd(ulong Address, MemfdRecord Record, IReadOnlyList<HandoverFolio> Folios, int PageSize)
{
    /// <summary>Reads contents; what no folio covers, or the image does not hold, reads as zeros.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">The offset in the file.</param>
    /// <param name="target">Where the bytes go.</param>
    /// <returns>How many bytes were read: fewer than asked for only at the end of the file.</returns>
    public int Read(IPhysicalImage image, ulong offset, Span<byte> target)
    {
        if (offset >= Record.Length)
        {
            return 0;
        }

        target = target[..(int)Math.Min((ulong)target.Length, Record.Length - offset)];
        int done = 0;
        while (done < target.Length)
        {
            ulong at = offset + (ulong)done;
            int inPage = (int)(at % (ulong)PageSize);
            Span<byte> part = target.Slice(done, Math.Min(PageSize - inPage, target.Length - done));
            if (Find(at / (ulong)PageSize) is not { } page || !image.TryRead(page + (ulong)inPage, part))
            {
                part.Clear();
            }

            done += part.Length;
        }

        return done;
    }

    /// <summary>The physical address of a page of the file, if a folio covers it.</summary>
    private ulong? Find(ulong index)
    {
        // The folios of a valid file ascend; in a damaged one a page may be missed, which then reads as zeros.
        int low = 0;
        int high = Folios.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (Folios[middle].Index <= index)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return null;
        }

        HandoverFolio folio = Folios[low - 1];
        ulong inside = index - folio.Index;
        return folio.Address != 0 && inside < 1UL << Math.Clamp(folio.Order, 0, 52)
            ? folio.Address + inside * (ulong)PageSize
            : null;
    }
}
