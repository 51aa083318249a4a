using LiveUpdate.Contract;
using LiveUpdate.Handover;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>Linux 7.0, and 6.19 with it: what they do otherwise than 7.1 (LUO-OLD-08 to LUO-OLD-10).</summary>
public class Linux70Parts : Linux71Parts
{
    /// <inheritdoc/>
    protected internal override OwnedFiles CreateOwnedFiles(Kernel kernel) => new NobodysFiles(kernel);

    /// <inheritdoc/>
    protected internal override FileHandler CreateMemfdHandler(Kernel kernel) => new FirstMemfdHandler(kernel);

    /// <summary>Nobody asks who else has a file (LUO-OLD-08).</summary>
    private sealed class NobodysFiles(Kernel kernel) : OwnedFiles(kernel)
    {
        protected internal override bool TryTake(object id) => true;

        protected internal override void GiveFree(object id) { }
    }

    /// <summary>The first version of the handler.</summary>
    /// <remarks>
    /// What a second preservation of a preserved file is worth is left open: here it is accepted, and the file cannot be
    /// retrieved by it.
    /// </remarks>
    private sealed class FirstMemfdHandler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected internal override Errno Preserve(OpenFile file, out ulong data, out object? state)
        {
            if (!file.Memory!.IsFrozen)
            {
                return base.Preserve(file, out data, out state);
            }

            data = 0;
            state = null;
            return Errno.None;
        }

        protected internal override void Unpreserve(OpenFile file, ulong data, object? state)
        {
            if (state is not null)
            {
                base.Unpreserve(file, data, state);
            }
        }

        protected internal override Errno Freeze(OpenFile file, ref ulong data, object? state) =>
            state is null ? Errno.None : base.Freeze(file, ref data, state);

        protected internal override void AccountPreserved(MemoryAudit audit, OpenFile file, ulong data, object? state)
        {
            if (state is not null)
            {
                base.AccountPreserved(audit, file, data, state);
            }
        }

        /// <summary>The seals stay behind, and the new file takes none (LUO-OLD-09).</summary>
        protected internal override uint RestoreSeals(in MemfdRecord record) => Seals.Seal;

        /// <summary>The number of pages has 32 bits (LUO-OLD-10).</summary>
        protected internal override bool HasTooManyPages(ulong pages) => false;

        protected internal override Errno Pin(
            MemoryFile memory,
            ulong pages,
            MemfdPreservation preservation,
            out ulong folios
        )
        {
            folios = 0;
            uint counted = (uint)pages;
            return counted == 0
                ? Refusal(Errno.EINVAL, "LUO-OLD-10")
                : base.Pin(memory, counted, preservation, out folios);
        }
    }
}
