using System.Globalization;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Progress line by line, for logs: what fails at once, and how far the run is every few seconds.</summary>
/// <param name="target">Where to.</param>
internal sealed class PlainProgress(TextWriter target) : IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TimeSpan _next = Interval;

    /// <inheritdoc/>
    public void Observe(RunEvent runEvent)
    {
        if (runEvent is ProgressReported progress)
        {
            Observe(progress);
        }
        else if (ProgressText.Of(runEvent) is { } line)
        {
            target.WriteLine(line);
        }
    }

    private void Observe(ProgressReported progress)
    {
        if (progress.Elapsed < _next)
        {
            return;
        }

        while (_next <= progress.Elapsed)
        {
            _next += Interval;
        }

        target.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Elapsed.TotalSeconds:F0} s: {ProgressText.Of(progress)}"
            )
        );
    }
}
