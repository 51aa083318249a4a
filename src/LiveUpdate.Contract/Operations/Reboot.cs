namespace LiveUpdate.Contract;

/// <summary><c>reboot</c>: reboot(LINUX_REBOOT_CMD_KEXEC) with the image that is loaded; EINVAL when none is.</summary>
/// <remarks>On success the next kernel is up when the answer comes, and every handle is unbound.</remarks>
public sealed record Reboot() : Operation(Verb.Reboot, Handle.None)
{
    internal override void Write(ArgumentWriter to) { }

    internal static Reboot Read(Handle result, ArgumentReader from) => new();
}
