using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Runs many cases against an implementation, and makes the failures minimal.</summary>
public static class Campaign
{
    /// <summary>Runs a campaign to its end.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="implementation">The implementation to judge.</param>
    /// <param name="observer">Who is told of it; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends the campaign early, with a result of what was done.</param>
    /// <param name="clock">The clock; <see langword="null"/> for the system's.</param>
    /// <returns>The result; the same one is in the last event.</returns>
    public static CampaignResult Run(
        CampaignOptions options,
        IImplementation implementation,
        IRunObserver? observer = null,
        CancellationToken cancellation = default,
        TimeProvider? clock = null
    ) => new CampaignRun(options, implementation, observer, cancellation, clock ?? TimeProvider.System).Run();
}
