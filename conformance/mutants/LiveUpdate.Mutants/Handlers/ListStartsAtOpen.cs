using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What came in is listed only after the first open.</summary>
[Mutation("handler-list-starts-at-open", "What came in is listed only after the first open.")]
[Breaks("LUO-FILE-29")]
[SeenInKernel]
internal sealed class ListStartsAtOpen : Parts
{
    protected override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new Incoming(kernel, blocks);

    private sealed class Incoming(Kernel kernel, BlockSet? blocks) : IncomingSessions(kernel, blocks)
    {
        protected override IReadOnlyList<IncomingFile> FilesOf(ByteString compatible) =>
            Sessions.Count == 0 ? [] : base.FilesOf(compatible);
    }
}
