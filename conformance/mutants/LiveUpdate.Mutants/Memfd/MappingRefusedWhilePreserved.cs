using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A preserved file cannot be mapped for writing.</summary>
[Mutation("memfd-mmap-refused-while-preserved", "A preserved file cannot be mapped for writing.")]
[Breaks("MEMFD-23", "MEMFD-06")]
internal sealed class MappingRefusedWhilePreserved(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Mmap map && Handles.IsPreserved(map.Target) ? Refuse(operation, Errno.EPERM) : Below(operation);
}
