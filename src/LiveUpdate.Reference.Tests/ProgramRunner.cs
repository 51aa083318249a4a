using LiveUpdate.Contract;

namespace LiveUpdate.Reference.Tests;

/// <summary>Runs programs of the program language; a line with <c>-></c> says what has to come back.</summary>
internal static class ProgramRunner
{
    public static Program Parse(string text) =>
        ProgramText.TryParse("luo 1\n" + text, "test", out Program? program, out TextError? error)
            ? program
            : throw new FormatException(error.ToString());

    public static Outcome Run(this IMachine machine, string line) => machine.Execute(Parse(line).Lines[0].Operation);

    /// <summary>Runs a program whose lines say what has to come back, and audits the memory at the end.</summary>
    public static void Holds(string text, ReferenceImplementation? implementation = null)
    {
        using IMachine machine = (implementation ?? new ReferenceImplementation()).Start();
        Holds(machine, text);
        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    /// <summary>Runs a program on a machine; lines without an expectation have to succeed.</summary>
    public static void Holds(this IMachine machine, string text)
    {
        foreach (ProgramLine line in Parse(text).Lines)
        {
            Outcome got = machine.Execute(line.Operation);
            Outcome expected = line.Recorded ?? Outcome.Ok;
            Assert.True(got.Covers(expected), $"{line.Operation} -> {got}, expected {expected}");
        }
    }
}
