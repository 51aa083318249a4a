using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a handle stands for: a descriptor or a mapping.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct Binding
{
    internal Binding(Handle handle, int targetId, bool closeOnExec)
    {
        Handle = handle;
        TargetId = targetId;
        CloseOnExec = closeOnExec;
    }

    private Binding(Handle handle, int memoryFileId, ulong length)
    {
        Handle = handle;
        TargetId = memoryFileId;
        MappingLength = length;
    }

    /// <summary>The handle.</summary>
    public Handle Handle { get; }

    /// <summary>Whether it is a mapping.</summary>
    public bool IsMapping => MappingLength != 0;

    /// <summary>The length of the mapping in bytes; 0 for a descriptor.</summary>
    public ulong MappingLength { get; }

    /// <summary>The <see cref="OpenFile.Id"/>; for a mapping the <see cref="MemoryFile.Id"/>.</summary>
    public int TargetId { get; }

    /// <summary>Whether FD_CLOEXEC is set.</summary>
    public bool CloseOnExec { get; }

    internal static Binding Mapping(Handle handle, int memoryFileId, ulong length) => new(handle, memoryFileId, length);
}
