using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Two preservations of different files at once may be recorded with each other's data: the handler keeps it in one place for all.</summary>
[Mutation(
    "race-handlers-data-mixed-up",
    "Two preservations of different files at once may be recorded with each other's data: the handler keeps it in one place for all."
)]
[Breaks("LUO-RACE-01")]
[SeenInRaces]
internal sealed class HandlersDataMixedUp : Parts
{
    protected override FileHandler CreateMemfdHandler(Kernel kernel) => new Handler(kernel);

    private sealed class Handler(Kernel kernel) : MemfdHandler(kernel)
    {
        private ulong _data;

        protected override Errno Preserve(OpenFile file, out ulong data, out object? state)
        {
            Errno error = base.Preserve(file, out data, out state);
            if (error == Errno.None)
            {
                _data = data;
                Kernel.Point();
                data = _data;
            }

            return error;
        }
    }
}
