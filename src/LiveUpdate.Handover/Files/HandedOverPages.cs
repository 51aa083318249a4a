using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>Finds the pages of an image that say or hold what is handed over.</summary>
internal static class HandedOverPages
{
    /// <summary>The addresses of the pages that exist, ascending, up to a number of tries.</summary>
    public static ulong[] Of(IPhysicalImage image, int maxPages)
    {
        var walk = new KhoWalk();
        var builder = new HandoverImageBuilder(image);
        walk.Run(image, null, builder);
        HandoverImage parsed = builder.Build(walk.Walk);
        var pages = new SortedSet<ulong>(walk.Walk.OpenedAddresses());
        ulong pageSize = (ulong)image.PageSize;
        int tries = maxPages;
        IEnumerable<HandoverBlock> folios = parsed
            .Sessions.SelectMany(session => session.Files)
            .SelectMany(file => file.Memfd?.Folios ?? [])
            .Select(folio => new HandoverBlock(folio.Address, Math.Max(folio.Order, 0)));
        foreach (HandoverBlock block in parsed.Preserved.Concat(folios))
        {
            for (ulong i = 0; i < 1UL << block.Order && tries > 0; i++, tries--)
            {
                _ = pages.Add(block.Address + i * pageSize);
            }
        }

        ulong array = image.ScratchAddress & ~(pageSize - 1);
        for (ulong at = array; at < image.ScratchAddress + Math.Min(image.ScratchLength, pageSize); at += pageSize)
        {
            _ = pages.Add(at);
        }

        return [.. pages.Where(page => image.TryGetPage(page, out _))];
    }
}
