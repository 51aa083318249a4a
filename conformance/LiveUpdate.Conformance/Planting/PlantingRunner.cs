using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Plants into images of an implementation, and compares what its next kernel does with the clauses.</summary>
/// <param name="implementation">The implementation; its images must be writable.</param>
/// <param name="journal">Learns of each program before its first operation runs; <see langword="null"/> for nobody.</param>
public sealed class PlantingRunner(IImplementation implementation, ICaseJournal? journal = null)
{
    /// <summary>Does it, on a machine of its own.</summary>
    /// <param name="planting">What to plant.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ImplementationFaultException">No machine could be started, or it crashed.</exception>
    public PlantingResult Run(Planting planting)
    {
        ArgumentNullException.ThrowIfNull(planting);
        journal?.Begin(this, new Program([.. Lines(planting).Select(Parse), Parse(planting.Jump)]));
        try
        {
            return RunOnMachine(planting);
        }
        catch (Exception fault) when (fault is not ImplementationFaultException)
        {
            throw MachineCalls.Crash(fault);
        }
        finally
        {
            journal?.End(this);
        }
    }

    private PlantingResult RunOnMachine(Planting planting)
    {
        using IMachine machine = implementation.Start();
        var log = new List<ProgramLine>();
        string? fault = Prepare(machine, planting, log);
        Operation jump = Parse(planting.Jump).Operation;
        if (fault is not null)
        {
            return new PlantingResult(planting, null, fault);
        }

        try
        {
            log.Add(new ProgramLine(jump, machine.Execute(jump)));
        }
        catch (ImplementationFaultException ended) when (ended.Kind == FaultKind.KernelFailed)
        {
            return Ended(planting, log, jump, ended);
        }
        catch (InvalidDataException unplanted)
        {
            return new PlantingResult(planting, null, unplanted.Message);
        }

        if (planting.Panics)
        {
            return new PlantingResult(
                planting,
                Broken(planting, planting.Boots, log, "the next kernel comes up", "the next kernel panics"),
                null
            );
        }

        return new PlantingResult(planting, Ask(machine, planting, log), null);
    }

    private static PlantingResult Ended(
        Planting planting,
        List<ProgramLine> log,
        Operation operation,
        ImplementationFaultException ended
    )
    {
        if (planting.Panics && ended.Message.Contains("panic", StringComparison.Ordinal))
        {
            return new PlantingResult(planting, null, null);
        }

        log.Add(new ProgramLine(operation));
        string allowed = planting.Panics ? "the next kernel panics" : "the next kernel comes up";
        return new PlantingResult(planting, Broken(planting, planting.Boots, log, ended.Message, allowed), null);
    }

    private static string[] Lines(Planting planting) =>
        planting.Before.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string? Prepare(IMachine machine, Planting planting, List<ProgramLine> log)
    {
        if (machine is not IImageObservable observable)
        {
            return "the machine does not show its images";
        }

        foreach (string line in Lines(planting))
        {
            Operation operation = Parse(line).Operation;
            Outcome outcome = machine.Execute(operation);
            log.Add(new ProgramLine(operation, outcome));
            if (!outcome.IsOk)
            {
                return $"'{operation}' was answered '{outcome}' before anything was planted";
            }
        }

        observable.AtJump = image =>
        {
            observable.AtJump = null;
            planting.Plant(
                new ImageSurgeon(
                    image as IWritableImage ?? throw new InvalidDataException("the image cannot be written")
                )
            );
        };
        return null;
    }

    private static Violation? Ask(IMachine machine, Planting planting, List<ProgramLine> log)
    {
        foreach ((ClauseId clause, string line) in planting.After)
        {
            ProgramLine step = Parse(line);
            try
            {
                Outcome got = machine.Execute(step.Operation);
                log.Add(new ProgramLine(step.Operation, got));
                if (!got.Covers(step.Recorded!))
                {
                    return Broken(planting, clause, log, got.ToString(), step.Recorded!.ToString());
                }
            }
            catch (ImplementationFaultException ended) when (ended.Kind == FaultKind.KernelFailed)
            {
                log.Add(new ProgramLine(step.Operation));
                return Broken(planting, clause, log, ended.Message, step.Recorded!.ToString());
            }
        }

        return null;
    }

    private static Violation Broken(
        Planting planting,
        ClauseId clause,
        List<ProgramLine> log,
        string got,
        string allowed
    ) =>
        new(
            clause,
            ViolationKind.Planted,
            log.Count - 1,
            got,
            [allowed],
            $"planted at the jump: {planting.What}",
            new Program([.. log])
        );

    private static ProgramLine Parse(string line) =>
        ProgramText.TryParse($"luo 1\n{line.Trim()}\n", "built in", out Program? program, out TextError? error)
            ? program.Lines[0]
            : throw new InvalidOperationException(error.ToString());
}
