namespace LiveUpdate.Handover;

/// <summary>A folio of a memfd.</summary>
/// <param name="Address">Its physical address.</param>
/// <param name="Order">Its order in the tracker; -1 when the tracker does not know it.</param>
/// <param name="Flags">Its flags, see <see cref="FolioEntry"/>.</param>
/// <param name="Index">The page index in the file of its first page.</param>
public readonly record struct HandoverFolio(ulong Address, int Order, int Flags, ulong Index);
