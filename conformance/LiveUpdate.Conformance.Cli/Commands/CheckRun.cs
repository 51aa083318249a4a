namespace LiveUpdate.Conformance.Cli;

/// <summary>One campaign with everything that is shown and written of it.</summary>
/// <param name="settings">What was asked for.</param>
/// <param name="target">The implementation.</param>
/// <param name="environment">The process around it.</param>
internal sealed class CheckRun(CheckSettings settings, Target target, CliEnvironment environment)
{
    /// <summary>Runs the campaign, writes the reports, and says how it ended.</summary>
    public ExitCode Execute()
    {
        ClauseCatalogue catalogue = ClauseCatalogue.Load();
        var context = new ReportContext(
            target.Title,
            target.Implementation.Observes,
            BugReport.Version,
            settings.Profile,
            catalogue,
            settings.Campaign.Clauses,
            target.ReplayCommand
        )
        {
            PlantCommand = target.PlantCommand,
        };
        CheckFilter(context);
        if (settings.ImageDirectory is not null)
        {
            ImageKeeper.Require(target);
        }

        using var sink = new ReportSink(settings.Reports, environment);
        CampaignResult result = RunCampaign(sink);
        KeepImages(result);
        RunReport report = new ReportBuilder(context).Build(result);
        sink.Complete(report, settings.ShowTable || settings.SelfCheck);
        return settings.SelfCheck && !SelfCheck.Passes(report, catalogue, context.Offered, environment.Error)
            ? ExitCode.Internal
            : CodeOf(report.Verdict);
    }

    /// <summary>The exit code of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static ExitCode CodeOf(RunVerdict verdict) =>
        verdict switch
        {
            RunVerdict.Conformant => ExitCode.Conformant,
            RunVerdict.Broken => ExitCode.Broken,
            RunVerdict.NoVerdict => ExitCode.NoVerdict,
            _ => ExitCode.Skipped,
        };

    private static void CheckFilter(ReportContext context)
    {
        if (!context.Catalogue.Clauses.Any(clause => context.Filter.Includes(clause.Id)))
        {
            throw new UsageException($"--clause: no clause matches '{context.Filter}'; 'luoconf spec' lists all");
        }
    }

    private void KeepImages(CampaignResult result)
    {
        if (settings.ImageDirectory is not { } directory)
        {
            return;
        }

        foreach (string file in new ImageKeeper(directory).Keep(result.Failures, target.Implementation))
        {
            environment.Error.WriteLine($"kept the image {file}");
        }
    }

    private CampaignResult RunCampaign(ReportSink sink) =>
        environment.DrawsProgress
            ? LiveProgress.Show(environment.Error, progress => RunCampaign([progress, .. sink.Observers]))
            : RunCampaign([new PlainProgress(environment.Error, environment.ProgressInterval), .. sink.Observers]);

    private CampaignResult RunCampaign(IReadOnlyList<IRunObserver> observers) =>
        settings.Watch is { } watch
            ? watch.Run(settings.Campaign, () => RunCampaign(new Observers([watch, .. observers])))
            : RunCampaign(new Observers(observers));

    private CampaignResult RunCampaign(Observers observers) =>
        Campaign.Run(settings.Campaign, target.Implementation, observers, environment.Cancellation);
}
