using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>A RETRIEVE_FD that runs out of memory keeps the descriptor number that it had reserved.</summary>
[Mutation(
    "HL-32-failed-retrieve-keeps-number",
    "A RETRIEVE_FD that runs out of memory keeps the descriptor number that it had reserved.",
    History = "HL-32"
)]
[Breaks("LUO-IOC-05")]
internal sealed class FailedRetrieveKeepsNumber : Parts
{
    protected override LuoCalls CreateLuoCalls(Kernel kernel) => new Calls(kernel);

    private sealed class Calls(Kernel kernel) : LuoCalls(kernel)
    {
        protected override void ReleaseNumber(ref int number)
        {
            if (Kernel.Faults.Hit is null)
            {
                base.ReleaseNumber(ref number);
            }
        }
    }
}
