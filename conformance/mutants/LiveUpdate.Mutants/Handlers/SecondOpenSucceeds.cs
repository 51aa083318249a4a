using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>When the first open fails the second one succeeds.</summary>
[Mutation("HL-16-second-open-succeeds", "When the first open fails the second one succeeds.", History = "HL-16")]
[Breaks("LUO-DEV-04", "LUO-FILE-16")]
[SeenInKernel]
internal sealed class SecondOpenSucceeds : Parts
{
    protected override LuoDevice CreateDevice(Kernel kernel) => new Device(kernel);

    private sealed class Device(Kernel kernel) : LuoDevice(kernel)
    {
        private bool _hasFailed;

        protected override Errno DeserializeOnce()
        {
            Errno error = base.DeserializeOnce();
            if (_hasFailed)
            {
                return Errno.None;
            }

            _hasFailed = error != Errno.None;
            return error;
        }
    }
}
