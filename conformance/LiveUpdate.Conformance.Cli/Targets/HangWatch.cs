using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Cli;

/// <summary>
/// Runs a campaign on foreign code in this process, and ends it without a verdict when a program does not come back. The
/// thread that it holds cannot be ended; it is left behind, and ends with the process.
/// </summary>
/// <param name="journal">Knows what is running.</param>
/// <param name="limit">How long a program may take.</param>
internal sealed class HangWatch(CaseJournal journal, TimeSpan limit) : IRunObserver
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private ProgressReported _progress = new(0, 0, 0, 0, TimeSpan.Zero, null);

    /// <inheritdoc/>
    public void Observe(RunEvent runEvent)
    {
        if (runEvent is ProgressReported progress)
        {
            _progress = progress;
        }
    }

    /// <summary>Runs a campaign.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="campaign">The campaign, with this as one of its observers.</param>
    /// <returns>Its result, or one without a verdict.</returns>
    public CampaignResult Run(CampaignOptions options, Func<CampaignResult> campaign)
    {
        Task<CampaignResult> running = Begin(campaign);
        while (!((IAsyncResult)running).AsyncWaitHandle.WaitOne(Look))
        {
            if (journal.FindOverdue(limit) is { } overdue)
            {
                return Hung(options, overdue);
            }
        }

        return running.GetAwaiter().GetResult();
    }

    /// <summary>Waits for something that may call foreign code in this process.</summary>
    /// <param name="limit">How long it may take; <see langword="null"/> for code that is trusted.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="ImplementationFaultException">It has not ended in time.</exception>
    public static T Wait<T>(TimeSpan? limit, string what, Func<T> work)
    {
        if (limit is not { } most)
        {
            return work();
        }

        Task<T> running = Begin(work);
        return ((IAsyncResult)running).AsyncWaitHandle.WaitOne(most)
            ? running.GetAwaiter().GetResult()
            : throw new ImplementationFaultException(FaultKind.Hung, Late(what, most));
    }

    private static Task<T> Begin<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static string Late(string what, TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} has not ended within {limit.TotalSeconds:0.###} s");

    private CampaignResult Hung(CampaignOptions options, RunningProgram overdue)
    {
        var fault = new TargetFault(
            new CaseId(options.Seed, _progress.Cases),
            FaultKind.Hung,
            Late($"the program in {overdue.Path}", limit),
            string.Empty,
            -1,
            overdue.Program,
            overdue.Path
        );
        return new CampaignResult(
            options.Seed,
            _progress.Cases,
            _progress.Operations,
            _progress.Kexecs,
            _progress.Elapsed,
            WasCancelled: false,
            _progress.FailingCases,
            IgnoredCases: 0,
            Failures: [],
            fault,
            new CoverageTable(),
            Known: []
        );
    }
}
