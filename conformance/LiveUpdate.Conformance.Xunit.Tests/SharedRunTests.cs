using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Xunit.Tests;

/// <summary>All cases of a class read from one campaign, whichever instance of the class asks first.</summary>
public sealed class SharedRunTests : ConformanceTests
{
    private static readonly WrongAnswers s_implementation = new(static (_, answer) => answer);

    protected override IImplementation Implementation => s_implementation;

    protected override CampaignOptions Options => ConformanceRun.DefaultOptions with { Cases = 400 };

    [Fact]
    public void A_second_case_starts_no_machine()
    {
        new SharedRunTests().A_verdict_is_possible();
        int started = s_implementation.Started;
        new SharedRunTests().Nothing_else_is_wrong();

        Assert.Equal(400, started);
        Assert.Equal(started, s_implementation.Started);
    }
}
