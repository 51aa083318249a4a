using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The contents are copied at PRESERVE_FD: later writes are lost.</summary>
[Mutation(
    "HM-12-contents-of-preserve",
    "The contents are copied at PRESERVE_FD: later writes are lost.",
    History = "HM-12"
)]
[Breaks("MEMFD-02")]
internal sealed class ContentsOfPreserve : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        private readonly Dictionary<object, List<(int Page, byte[] Bytes)>> _copies = [];

        protected override Errno Preserve(OpenFile file, out ulong data, out object? state)
        {
            Errno error = base.Preserve(file, out data, out state);
            if (error == Errno.None)
            {
                _copies[state!] = [.. PagesOf(file.Memory!).Select(page => (page, Memory.Page(page).ToArray()))];
            }

            return error;
        }

        protected override Errno Freeze(OpenFile file, ref ulong data, object? state)
        {
            foreach ((int page, byte[] bytes) in _copies[state!])
            {
                bytes.CopyTo(Memory.Edit(page, 0, bytes.Length));
            }

            return base.Freeze(file, ref data, state);
        }

        // Enough to be wrong, and not so much that a big file takes long.
        private static IEnumerable<int> PagesOf(MemoryFile memory)
        {
            for (ulong index = 0; index < Math.Min(memory.PinnedPages, 64); index++)
            {
                yield return memory.Pages[index];
            }
        }
    }
}
