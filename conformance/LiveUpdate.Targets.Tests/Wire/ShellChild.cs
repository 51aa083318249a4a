namespace LiveUpdate.Targets.Tests;

/// <summary>Children written in a few lines of shell, each misbehaving in its own way.</summary>
internal static class ShellChild
{
    public const string Hello = "echo 'hello luo 1 name=shell version=1 observes=U features='";

    /// <summary>Limits short enough for a test.</summary>
    public static WireLimits Limits { get; } =
        new()
        {
            Start = TimeSpan.FromSeconds(5),
            Operation = TimeSpan.FromSeconds(5),
            Boot = TimeSpan.FromSeconds(5),
            Farewell = TimeSpan.FromSeconds(1),
        };

    public static ChildProcessImplementation Run(string script, WireLimits? limits = null)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "there is no /bin/sh here");
        return new ChildProcessImplementation("/bin/sh", ["-c", script], limits ?? Limits);
    }

    /// <summary>A child that greets, answers the reset, and does <paramref name="then"/> at the first operation.</summary>
    public static ChildProcessImplementation AtFirstOperation(string then, WireLimits? limits = null) =>
        Run($"{Hello}; read line; echo ok; read line; {then}", limits);
}
