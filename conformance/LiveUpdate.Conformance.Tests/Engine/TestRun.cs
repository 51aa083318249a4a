using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

/// <summary>Runs that end when the test is cancelled.</summary>
internal static class TestRun
{
    public static CampaignResult Campaign(
        CampaignOptions options,
        IImplementation implementation,
        IRunObserver? observer = null
    ) => Conformance.Campaign.Run(options, implementation, observer, TestContext.Current.CancellationToken);

    public static Failure? Reduce(Program program, IImplementation implementation) =>
        Reducer.Reduce(program, implementation, cancellation: TestContext.Current.CancellationToken);
}
