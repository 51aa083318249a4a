namespace LiveUpdate.Conformance.Cli;

/// <summary>What the commands that run one program share.</summary>
internal static class SingleRun
{
    /// <summary>A builder of reports without filter and known deviations.</summary>
    /// <param name="target">The implementation.</param>
    /// <param name="profile">The profile to judge against.</param>
    public static ReportBuilder Builder(Target target, string profile) =>
        new(
            new ReportContext(
                target.Title,
                target.Implementation.Observes,
                BugReport.Version,
                profile,
                ClauseCatalogue.Load(),
                ClauseFilter.All,
                target.ReplayCommand
            )
            {
                PlantCommand = target.PlantCommand,
            }
        );

    /// <summary>Prints a failure that no campaign found.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="target">The implementation.</param>
    /// <param name="profile">The profile that was judged against.</param>
    public static string Print(FailureReport failure, Target target, string profile) =>
        FailureText.Print(failure, target.Title, BugReport.Version, profile, seed: null);
}
