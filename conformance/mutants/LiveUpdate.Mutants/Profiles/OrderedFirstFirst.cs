using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>What was preserved after a file is unpreserved before it, the first one first.</summary>
[Mutation(
    "ordered-first-first",
    "What was preserved after a file is unpreserved before it, the first one first.",
    Profile = "unpreserve-ordered"
)]
[SeenInKernel]
[Breaks("LUO-ORDER-01")]
internal sealed class OrderedFirstFirst : UnpreserveOrderedParts
{
    protected override OrderedUnpreservation CreateUnpreservation(Kernel kernel) => new FirstFirst(kernel);

    private sealed class FirstFirst(Kernel kernel) : OrderedUnpreservation(kernel)
    {
        protected override void UnpreserveDownTo(FileSet files, PreservedFile file)
        {
            int index = 0;
            while (!ReferenceEquals(files.Files[index], file))
            {
                index++;
            }

            while (files.Files.Count > index + 1)
            {
                UnpreserveOne(files, files.Files[index + 1]);
            }

            UnpreserveOne(files, file);
        }
    }
}
