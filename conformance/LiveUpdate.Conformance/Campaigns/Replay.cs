using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Runs one given program and judges it, with all the care of a campaign.</summary>
public static class Replay
{
    /// <summary>Runs a program to its end, or to the first difference.</summary>
    /// <param name="program">The program; recorded answers in it are held against the target's too.</param>
    /// <param name="implementation">The implementation to judge.</param>
    /// <param name="imageJudge">Makes who judges handover images; <see langword="null"/> for the usual judge.</param>
    /// <param name="modelOptions">What the model takes for granted; <see langword="null"/> for the usual.</param>
    public static ReplayResult Run(
        Program program,
        IImplementation implementation,
        Func<IImageJudge>? imageJudge = null,
        ModelOptions? modelOptions = null
    )
    {
        var model = new LiveUpdateModel(modelOptions ?? ModelOptions.Default);
        if (program.HasRace)
        {
            return implementation is IRacingImplementation racing
                ? Run(program, new RaceExplorer(model, racing, imageJudge ?? ImageJudge.Create))
                : new ReplayResult(program, null, [], null, new CoverageTable());
        }

        var runner = new CaseRunner(model, implementation, imageJudge ?? ImageJudge.Create);
        var coverage = new CoverageTable();
        Operation[] operations = [.. program.Operations];
        coverage.ProgramLengths.Add((ulong)operations.Length);
        Violation? violation = null;
        TargetFault? fault = null;
        try
        {
            violation = runner.Run(operations, null, coverage);
        }
        catch (ImplementationFaultException thrown)
        {
            fault = TargetFault.Of(default, thrown, runner, operations);
        }

        return new ReplayResult(runner.Log(operations), violation, Unlike(program, runner), fault, coverage);
    }

    private static ReplayResult Run(Program program, RaceExplorer races)
    {
        var coverage = new CoverageTable();
        coverage.ProgramLengths.Add((ulong)program.Lines.Length);
        Violation? violation = null;
        TargetFault? fault = null;
        try
        {
            violation = races.TryAll(program, coverage);
        }
        catch (ImplementationFaultException thrown)
        {
            fault = TargetFault.Of(default, thrown, races.Runner.Log());
        }

        Program log = violation?.Program ?? races.Runner.Log();
        return new ReplayResult(log, violation, Unlike(program, log), fault, coverage);
    }

    private static List<UnlikeAnswer> Unlike(Program program, Program log)
    {
        var unlike = new List<UnlikeAnswer>();
        for (int i = 0; i < Math.Min(program.Lines.Length, log.Lines.Length); i++)
        {
            ProgramLine line = program.Lines[i];
            if (line.Recorded is not null && log.Lines[i].Recorded is { } got && !got.Covers(line.Recorded))
            {
                unlike.Add(new UnlikeAnswer(i, line.Operation, line.Recorded, got));
            }
        }

        return unlike;
    }

    private static List<UnlikeAnswer> Unlike(Program program, CaseRunner runner)
    {
        var unlike = new List<UnlikeAnswer>();
        for (int i = 0; i < runner.Executed; i++)
        {
            ProgramLine line = program.Lines[i];
            Outcome got = runner.Answers[i];
            if (line.Recorded is not null && got.Kind != OutcomeKind.Unsupported && !got.Covers(line.Recorded))
            {
                unlike.Add(new UnlikeAnswer(i, line.Operation, line.Recorded, got));
            }
        }

        return unlike;
    }
}
