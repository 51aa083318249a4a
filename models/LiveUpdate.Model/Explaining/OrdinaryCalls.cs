using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>The ground under the contract: which clause an ordinary call breaks that no premise of live update explains.</summary>
internal static class OrdinaryCalls
{
    private static readonly ClauseId Making = ClauseId.Of("BASE-01");
    private static readonly ClauseId Transfers = ClauseId.Of("BASE-02");
    private static readonly ClauseId Sizes = ClauseId.Of("BASE-03");
    private static readonly ClauseId Sealing = ClauseId.Of("BASE-04");
    private static readonly ClauseId Mappings = ClauseId.Of("BASE-05");
    private static readonly ClauseId Positions = ClauseId.Of("BASE-06");
    private static readonly ClauseId Descriptors = ClauseId.Of("BASE-07");
    private static readonly ClauseId Boots = ClauseId.Of("BASE-08");
    private static readonly ClauseId Death = ClauseId.Of("BASE-09");
    private static readonly ClauseId Probe = ClauseId.Of("BASE-11");

    /// <summary>The clause of a verb's ordinary behaviour.</summary>
    /// <param name="verb">The verb.</param>
    public static ClauseId Of(Verb verb) =>
        verb switch
        {
            Verb.Memfd or Verb.Tmpfile or Verb.Special or Verb.Unlink => Making,
            Verb.Read or Verb.Write => Transfers,
            Verb.Truncate or Verb.Fallocate => Sizes,
            Verb.AddSeals or Verb.GetSeals => Sealing,
            Verb.Mmap or Verb.Store => Mappings,
            Verb.Seek or Verb.Stat or Verb.GetFlags => Positions,
            Verb.Load or Verb.Unload or Verb.Reboot or Verb.Kexec or Verb.ColdBoot => Boots,
            Verb.Die => Death,
            >= Verb.KhoFolio and <= Verb.KhoWalk => Probe,
            _ => Descriptors,
        };
}
