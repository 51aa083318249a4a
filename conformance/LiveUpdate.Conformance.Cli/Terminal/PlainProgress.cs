using System.Globalization;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Progress line by line, for logs: what fails at once, and how far the run is every few seconds.</summary>
/// <param name="target">Where to.</param>
/// <param name="interval">How often it says how far the run is.</param>
internal sealed class PlainProgress(TextWriter target, TimeSpan interval) : IRunObserver
{
    private TimeSpan _last;

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
        if (progress.Elapsed - _last < interval)
        {
            return;
        }

        _last = progress.Elapsed;
        target.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{progress.Elapsed.TotalSeconds:F0} s: {ProgressText.Of(progress)}"
            )
        );
    }
}
