using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>The sessions handed over are those that were there when the image was loaded.</summary>
[Mutation(
    "HK-10-handover-of-load-time",
    "The sessions handed over are those that were there when the image was loaded.",
    History = "HK-10"
)]
[Breaks("KHO-PRES-12", "LUO-SESS-04")]
internal sealed class HandoverFrozenAtLoad(IMachine inner) : TamperedMachine(inner)
{
    private List<KnownFile>? _atLoad;
    private HashSet<ByteString> _late = [];

    protected override Outcome Answer(Operation operation)
    {
        switch (operation)
        {
            case Load { Kind: ImageKind.File }:
                Outcome loaded = Below(operation);
                if (loaded.IsOk)
                {
                    _atLoad = [.. Handles.Outgoing];
                }

                return loaded;
            case Kexec or Reboot:
                List<KnownFile>? atLoad = _atLoad;
                Outcome booted = Below(operation);
                if (booted.IsOk)
                {
                    _late = atLoad is null ? [] : [.. Handles.HandedOver.Except(atLoad).Select(static s => s.Name)];
                    _atLoad = null;
                }

                return booted;
            case Load { Kind: not ImageKind.Crash } or Unload or ColdBoot:
                _atLoad = null;
                return Below(operation);
            case RetrieveSession retrieve when _late.Contains(retrieve.Name.UpToNul()):
                return Refuse(operation, Errno.ENOENT);
            default:
                return Below(operation);
        }
    }
}
