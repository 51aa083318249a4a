using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A retrieve that runs out of memory half-way reports success with the part that it has.</summary>
[Mutation(
    "HM-03-partial-file-retrieved",
    "A retrieve that runs out of memory half-way reports success with the part that it has.",
    History = "HM-03"
)]
[Breaks("MEMFD-14")]
internal sealed class PartialFileRetrieved : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override Errno RestoreFolios(MemoryFile memory, VmallocArea array, ulong count) =>
            base.RestoreFolios(memory, array, count) is var error && error == Errno.ENOMEM ? Errno.None : error;
    }
}
