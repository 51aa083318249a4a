using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>/dev/liveupdate: one open file at a time, and the incoming sessions are read with the first (luo-uapi 1.1).</summary>
public class LuoDevice
{
    private readonly Kernel _kernel;
    private bool _deserialized;

    /// <summary>A device that nobody has opened.</summary>
    /// <param name="kernel">The kernel.</param>
    public LuoDevice(Kernel kernel) => _kernel = kernel;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; protected set; }

    /// <summary>Why the incoming sessions could not be read, or <see cref="Errno.None"/>.</summary>
    public Errno DeserializationError { get; protected set; }

    /// <summary>Opens the device.</summary>
    /// <returns>Success; EBUSY while it is open (LUO-DEV-02); EIO for ever once the incoming sessions could not be read (LUO-DEV-04).</returns>
    protected internal virtual Errno Open()
    {
        _kernel.Enter(KernelLock.Device, this);
        Errno error = OpenAlone();
        _kernel.Leave(KernelLock.Device, this);
        return error;
    }

    private Errno OpenAlone()
    {
        if (IsOpen)
        {
            return Refusal(Errno.EBUSY, "LUO-DEV-02");
        }

        _kernel.Point();

        if (DeserializeOnce() != Errno.None)
        {
            return Refusal(Errno.EIO, "LUO-DEV-04");
        }

        IsOpen = true;
        return Errno.None;
    }

    /// <summary>Reads the incoming sessions the first time, and keeps the answer.</summary>
    protected internal virtual Errno DeserializeOnce()
    {
        if (!_deserialized)
        {
            _deserialized = true;
            DeserializationError = _kernel.Luo!.Incoming.Deserialize();
        }

        return DeserializationError;
    }

    /// <summary>The last reference to the open file is gone. Sessions do not notice (LUO-DEV-03).</summary>
    protected internal virtual void Release() => IsOpen = false;
}
