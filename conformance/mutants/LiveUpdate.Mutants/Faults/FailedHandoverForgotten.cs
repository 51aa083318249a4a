using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>The error of the first deserialization is forgotten, and the next open works with what there is.</summary>
[Mutation(
    "HL-16-failed-handover-forgotten",
    "The error of the first deserialization is forgotten, and the next open works with what there is.",
    History = "HL-16"
)]
[Breaks("LUO-DEV-04")]
internal sealed class FailedHandoverForgotten : Parts
{
    protected override LuoDevice CreateDevice(Kernel kernel) => new Device(kernel);

    private sealed class Device(Kernel kernel) : LuoDevice(kernel)
    {
        protected override Errno DeserializeOnce()
        {
            if (DeserializationError == Errno.None)
            {
                return base.DeserializeOnce();
            }

            DeserializationError = Errno.None;
            return Errno.None;
        }
    }
}
