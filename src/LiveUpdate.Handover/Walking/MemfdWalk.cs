namespace LiveUpdate.Handover;

/// <summary>Walks what the memfd handler hands over of a file: the record, chunks, folio array, folios (luo-abi 6).</summary>
internal sealed class MemfdWalk
{
    private const string ArrayRole = "a page of the folio array";

    private ImageWalk _walk = null!;
    private ulong _filePages;
    private ulong _nextIndex;
    private ulong _foliosLeft;

    private RuleLedger Ledger => _walk.Ledger;

    public void Run(ImageWalk walk, ulong address, ExpectedFile? expected)
    {
        _walk = walk;
        if (!walk.TryOpen(address, ImageRules.MemfdFolios, "the page of a memfd's record", out ReadOnlySpan<byte> page))
        {
            return;
        }

        MemfdRecord record = MemfdRecord.Read(page);
        walk.Builder?.SetMemfd(address, record);
        Record(record, address);
        if (expected is not null)
        {
            Compare(record, address, expected);
        }

        _filePages = walk.Geometry.PagesFor(record.Length);
        if (record.FolioCount == 0 || record.Length == 0)
        {
            Empty(record, address);
            return;
        }

        Array(record, address);
    }

    private void Record(in MemfdRecord record, ulong address)
    {
        Ledger.Require(
            (record.Seals & ~MemfdRecord.KnownSeals) == 0,
            ImageRules.MemfdSealMask,
            address + MemfdRecord.SealsOffset,
            "the seals 0x{0:x} are not known",
            record.Seals
        );
        Ledger.Require(
            record.Flags == 0,
            ImageRules.MemfdFolios,
            address + MemfdRecord.FlagsOffset,
            "the record's flags are 0x{0:x} and not 0",
            record.Flags
        );
        Ledger.Require(
            record.Length <= long.MaxValue && _walk.Geometry.PagesFor(record.Length) <= uint.MaxValue,
            ImageRules.MemfdTooLarge,
            address + MemfdRecord.LengthOffset,
            "a file of {0} bytes cannot be preserved",
            record.Length
        );
    }

    private void Compare(in MemfdRecord record, ulong address, ExpectedFile expected)
    {
        if (expected.Length is { } length)
        {
            Ledger.Require(
                record.Length == length,
                ImageRules.MemfdSize,
                address + MemfdRecord.LengthOffset,
                "the memfd's size is {0} and not {1}",
                record.Length,
                length
            );
        }

        if (expected.Position is { } position)
        {
            Ledger.Require(
                record.Position == position,
                ImageRules.MemfdPosition,
                address + MemfdRecord.PositionOffset,
                "the memfd's offset is {0} and not {1}",
                record.Position,
                position
            );
        }

        if (expected.Seals is { } seals)
        {
            Ledger.Require(
                record.Seals == seals,
                ImageRules.MemfdSeals,
                address + MemfdRecord.SealsOffset,
                "the memfd's seals are 0x{0:x} and not 0x{1:x}",
                record.Seals,
                seals
            );
        }
    }

    private void Empty(in MemfdRecord record, ulong address)
    {
        Ledger.Require(
            record.Length == 0 && record.FolioCount == 0,
            ImageRules.MemfdEmpty,
            address + MemfdRecord.FolioCountOffset,
            "a file of {0} bytes has {1} folios",
            record.Length,
            record.FolioCount
        );
        Ledger.Require(
            record.Folios == default,
            ImageRules.MemfdEmpty,
            address + MemfdRecord.FoliosOffset,
            "a file without folios has a folio array at 0x{0:x}",
            record.Folios.First
        );
    }

    private void Array(in MemfdRecord record, ulong address)
    {
        _nextIndex = 0;
        _foliosLeft = record.FolioCount;
        ulong where = address + MemfdRecord.FoliosOffset;
        VmallocDescriptor array = record.Folios;
        ulong arrayPages = record.FolioCount / (ulong)_walk.Geometry.FoliosPerPage;
        arrayPages += record.FolioCount % (ulong)_walk.Geometry.FoliosPerPage == 0 ? 0UL : 1UL;
        bool isSane = Ledger.Require(
            array.TotalPages == arrayPages && array.First != 0,
            ImageRules.Vmalloc,
            where,
            "{0} folios have an array of {1} pages",
            record.FolioCount,
            array.TotalPages
        );
        isSane &= Ledger.Require(
            array.Flags is VmallocDescriptor.PlainArea or (VmallocDescriptor.PlainArea | VmallocDescriptor.HugeAllowed),
            ImageRules.Vmalloc,
            where + VmallocDescriptor.FlagsOffset,
            "the flags of the folio array are 0x{0:x}",
            array.Flags
        );
        isSane &= Ledger.Require(
            array.Order < 32 && (array.TotalPages & ((1u << (array.Order & 31)) - 1)) == 0,
            ImageRules.Vmalloc,
            where + VmallocDescriptor.OrderOffset,
            "{0} pages are no whole blocks of order {1}",
            array.TotalPages,
            array.Order
        );
        if (array.First != 0 && array.Order < 32)
        {
            isSane &= Chunks(array, where);
        }

        if (isSane)
        {
            Ledger.Require(
                _foliosLeft == 0 && _nextIndex >= _filePages,
                ImageRules.MemfdFolios,
                address + MemfdRecord.FolioCountOffset,
                "the folios cover {0} of {1} pages",
                _nextIndex,
                _filePages
            );
        }
    }

    /// <summary>Goes along the chunks; one that is empty may follow a full one (KHO-VM-01).</summary>
    private bool Chunks(VmallocDescriptor array, ulong where)
    {
        PageGeometry geometry = _walk.Geometry;
        uint left = array.TotalPages >> array.Order;
        ulong at = array.First;
        while (at != 0)
        {
            if (!_walk.TryOpen(at, ImageRules.Vmalloc, "a chunk of the folio array", out ReadOnlySpan<byte> chunk))
            {
                return false;
            }

            int index = 0;
            ulong block = 0;
            while (index < geometry.ChunkEntries && (block = VmallocChunk.Entry(chunk, index)) != 0 && left > 0)
            {
                if (!Block(block, array.Order))
                {
                    return false;
                }

                index++;
                left--;
            }

            ulong next = VmallocChunk.Next(chunk);
            bool isFull = index == geometry.ChunkEntries;
            bool hasMore = !isFull && block != 0;
            Ledger.Exercise(ImageRules.VmallocCount, isFull ? 1 : 0);
            if (
                !Ledger.Require(
                    !hasMore && (isFull || next == 0),
                    ImageRules.Vmalloc,
                    at,
                    "the chunks list more blocks than the {0} pages of the folio array, or go on behind their end",
                    array.TotalPages
                )
            )
            {
                return false;
            }

            at = next;
        }

        return Ledger.Require(
            left == 0,
            ImageRules.Vmalloc,
            where,
            "{0} blocks of the folio array are not listed",
            left
        );
    }

    private bool Block(ulong address, int order)
    {
        PageGeometry geometry = _walk.Geometry;
        _ = _walk.Claim(address, order, ArrayRole);
        for (ulong i = 0; i < 1UL << order; i++)
        {
            ulong at = address + (i << geometry.PageShift);
            if (!_walk.TryLook(at, ImageRules.Vmalloc, ArrayRole, out ReadOnlySpan<byte> page))
            {
                return false;
            }

            int count = (int)Math.Min(_foliosLeft, (ulong)geometry.FoliosPerPage);
            for (int entry = 0; entry < count; entry++)
            {
                int offset = entry * FolioEntry.Size;
                Folio(FolioEntry.Read(page[offset..]), at + (ulong)offset);
            }

            _foliosLeft -= (ulong)count;
        }

        return true;
    }

    private void Folio(FolioEntry folio, ulong where)
    {
        int pageShift = _walk.Geometry.PageShift;
        Ledger.Require(
            folio.Frame != 0 && folio.Frame <= ulong.MaxValue >> pageShift && folio.Flags == FolioEntry.WrittenFlags,
            ImageRules.MemfdFolios,
            where,
            "a folio has the page frame number 0x{0:x} and the flags 0x{1:x}",
            folio.Frame,
            (ulong)folio.Flags
        );
        ulong address = folio.Frame << pageShift;
        int order = folio.Frame == 0 ? -1 : _walk.Claim(address, -1, "a folio");
        Ledger.Require(
            folio.Index == _nextIndex && folio.Index < _filePages,
            ImageRules.MemfdFolios,
            where + FolioEntry.IndexOffset,
            "a folio has the index {0} where {1} is due",
            folio.Index,
            _nextIndex
        );
        _walk.Builder?.AddFolio(new HandoverFolio(address, order, folio.Flags, folio.Index));
        // After a wrong index the next one is due behind it, so that one fault is reported once.
        _nextIndex = folio.Index + (1UL << Math.Clamp(order, 0, 52));
    }
}
