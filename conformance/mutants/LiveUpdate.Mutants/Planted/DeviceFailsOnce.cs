using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The device can be opened again after the sessions that were handed over could not be read.</summary>
[Mutation(
    "planted-device-fails-once",
    "The device can be opened again after the sessions that were handed over could not be read."
)]
[Breaks("LUO-DEV-04")]
[SeenWhenPlanted]
internal sealed class DeviceFailsOnce : Parts
{
    protected override LuoDevice CreateDevice(Kernel kernel) => new Device(kernel);

    private sealed class Device(Kernel kernel) : LuoDevice(kernel)
    {
        private bool _isTold;

        protected override Errno DeserializeOnce()
        {
            Errno error = base.DeserializeOnce();
            if (_isTold)
            {
                return Errno.None;
            }

            _isTold = true;
            return error;
        }
    }
}
