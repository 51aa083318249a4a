namespace LiveUpdate.Model;

/// <summary>What three sizes of <c>kho_scratch=</c> ask for, in bytes (KHO-SCR-02).</summary>
/// <param name="Low">The area below the low limit.</param>
/// <param name="Global">The area anywhere.</param>
/// <param name="PerNode">The area of each node.</param>
public sealed record ScratchSizes(ulong Low, ulong Global, ulong PerNode);
