using System.Runtime.InteropServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>What a handle stands for: a descriptor or a mapping.</summary>
[StructLayout(LayoutKind.Auto)]
public struct Binding
{
    private const int Taken = 1;
    private const int ClosesOnExec = 2;

    private int _flags;

    internal Binding(Handle handle, int targetId, bool closeOnExec)
    {
        Handle = handle;
        TargetId = targetId;
        _flags = closeOnExec ? Taken | ClosesOnExec : Taken;
    }

    private Binding(Handle handle, int memoryFileId, ulong length)
    {
        Handle = handle;
        TargetId = memoryFileId;
        MappingLength = length;
        _flags = Taken;
    }

    /// <summary>The handle.</summary>
    public Handle Handle { readonly get; private set; }

    /// <summary>Whether it is a mapping.</summary>
    public readonly bool IsMapping => MappingLength != 0;

    /// <summary>The length of the mapping in bytes; 0 for a descriptor.</summary>
    public ulong MappingLength { readonly get; private set; }

    /// <summary>The <see cref="Identified.Id"/> of the open file; for a mapping that of the memory file.</summary>
    public int TargetId { readonly get; private set; }

    /// <summary>Whether FD_CLOEXEC is set.</summary>
    public readonly bool CloseOnExec => (_flags & ClosesOnExec) != 0;

    internal static Binding Mapping(Handle handle, int memoryFileId, ulong length) => new(handle, memoryFileId, length);

    /// <summary>Fills a free place of an array with a binding, unless somebody else was first.</summary>
    /// <param name="binding">The binding.</param>
    /// <returns>Whether the place was free.</returns>
    internal bool TryTake(in Binding binding)
    {
        if (Interlocked.CompareExchange(ref _flags, binding._flags, 0) != 0)
        {
            return false;
        }

        Handle = binding.Handle;
        TargetId = binding.TargetId;
        MappingLength = binding.MappingLength;
        return true;
    }
}
