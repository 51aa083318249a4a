using LiveUpdate.Contract;

namespace LiveUpdate.Handover;

/// <summary>The LUO record of an image.</summary>
/// <param name="Address">Its physical address.</param>
/// <param name="Compatible">Its format's name.</param>
/// <param name="Number">Which live update of the chain it is.</param>
/// <param name="SessionsAddress">Physical address of the first session block, 0 for none.</param>
/// <param name="FlbsAddress">Physical address of the FLB page.</param>
public sealed record HandoverLuo(
    ulong Address,
    ByteString Compatible,
    ulong Number,
    ulong SessionsAddress,
    ulong FlbsAddress
);
