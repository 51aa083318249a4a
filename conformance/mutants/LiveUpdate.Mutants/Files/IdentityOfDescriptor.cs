using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What counts is the open file: a file opened anew can be preserved again.</summary>
[Mutation(
    "HL-07-identity-of-open-file",
    "What counts is the open file: a file opened anew can be preserved again.",
    History = "HL-07"
)]
[Breaks("LUO-FILE-03")]
internal sealed class IdentityOfDescriptor : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        protected override object GetId(OpenFile file) => file;
    }
}
