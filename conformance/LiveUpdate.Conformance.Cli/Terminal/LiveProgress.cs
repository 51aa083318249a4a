using Spectre.Console;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Progress drawn in place on a terminal.</summary>
internal sealed class LiveProgress : IRunObserver
{
    private readonly IAnsiConsole _console;
    private readonly ProgressTask _task;

    private LiveProgress(IAnsiConsole console, ProgressTask task)
    {
        _console = console;
        _task = task;
    }

    /// <summary>Does some work with progress on the terminal.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="target">The terminal.</param>
    /// <param name="work">The work, with its observer.</param>
    public static T Show<T>(TextWriter target, Func<IRunObserver, T> work)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(target) });
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: 1);
                return work(new LiveProgress(console, task));
            });
    }

    /// <inheritdoc/>
    public void Observe(RunEvent runEvent)
    {
        if (runEvent is ProgressReported progress)
        {
            _task.IsIndeterminate = progress.Fraction is null;
            _task.Value = progress.Fraction ?? 0;
            _task.Description = Markup.Escape(ProgressText.Of(progress));
        }
        else if (runEvent is not RunStarted && ProgressText.Of(runEvent) is { } line)
        {
            _console.WriteLine(line);
        }
    }
}
