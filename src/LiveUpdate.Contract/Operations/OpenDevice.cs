namespace LiveUpdate.Contract;

/// <summary><c>d = open [flags=2] [by=0]</c>: open /dev/liveupdate.</summary>
/// <param name="Result">The device descriptor.</param>
/// <param name="Flags">The access mode: 0 read only, 1 write only, 2 both. LUO does not care (luo-uapi 1).</param>
/// <param name="By">Which process does the opening; 0 is the agent itself, another number a second process that hands the descriptor over.</param>
public sealed record OpenDevice(Handle Result, ulong Flags = 2, ulong By = 0) : Operation(Verb.Open, Result)
{
    internal override void Write(ArgumentWriter to) => to.Optional("flags", Flags, 2).Optional("by", By, 0);

    internal static OpenDevice Read(Handle result, ArgumentReader from) =>
        new(result, from.Number("flags", 2), from.Number("by", 0));
}
