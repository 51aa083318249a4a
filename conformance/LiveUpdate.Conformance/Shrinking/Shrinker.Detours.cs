using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps that lead over programs that are not plainer themselves.</content>
internal sealed partial class Shrinker
{
    private const ulong PageSize = 4096;
    private const ulong MostStalePages = 6;

    /// <summary>Asks something less plain at the end, in case more of the program can be left out then.</summary>
    private bool TakeDetour()
    {
        if (Operations.Length is < 3 or > MostToExplore)
        {
            return false;
        }

        Operation[] beginning = Operations[..^1];
        foreach (Operation probe in new Probes(Operations).After(beginning))
        {
            Operation[] asked = [.. beginning, probe];
            if (ProgramOrder.Compare(asked, Operations) > 0 && TryDetour(asked))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends where the program jumps, with a reboot that loads nothing: whether there is an image may be all that is wrong.</summary>
    private bool EndAtReboot()
    {
        for (int i = 0; i + 1 < Operations.Length; i++)
        {
            if (Operations[i] is Kexec && Try([.. Operations[..i], new Reboot()]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs a program that is no plainer, and where it breaks the clause leaves out what it can of it.</summary>
    private bool TryDetour(Operation[] detour)
    {
        if (!Breaks(ref detour))
        {
            return false;
        }

        bool changed = true;
        while (changed && detour.Length > 1)
        {
            changed = false;
            for (int i = detour.Length - 2; i >= 0; i--)
            {
                Operation[] shorter = [.. detour[..i], .. detour[(i + 1)..]];
                if (ProgramOrder.Compare(shorter, Operations) < 0 && Try(shorter))
                {
                    return true;
                }

                if (Breaks(ref shorter))
                {
                    detour = shorter;
                    i = Math.Min(i, detour.Length - 1);
                    changed = true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a program breaks the clause; it ends there.</summary>
    private bool Breaks(ref Operation[] program)
    {
        if (IsOver || program.Length == 0 || !_tried.Add(program))
        {
            return false;
        }

        Runs++;
        if (_run(program) is not { } violation || violation.Clause != _clause || violation.Kind != _kind)
        {
            return false;
        }

        program = program[..(violation.OperationIndex + 1)];
        return true;
    }

    /// <summary>Exchanges neighbouring pairs of operations: what is made and used at once comes where the order wants it.</summary>
    private bool SwapBlocks()
    {
        for (int i = 0; i + 3 < Operations.Length && Operations.Length <= MostForPairs; i++)
        {
            if (
                !Operations[i].Result.IsNone
                && !Operations[i + 2].Result.IsNone
                && Handles.Uses(Operations[i + 1], Operations[i].Result)
                && Handles.Uses(Operations[i + 3], Operations[i + 2].Result)
                && Try([
                    .. Operations[..i],
                    .. Operations[(i + 2)..(i + 4)],
                    .. Operations[i..(i + 2)],
                    .. Operations[(i + 4)..],
                ])
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Closes one descriptor where all were closed.</summary>
    private bool InsteadOfDeath()
    {
        int death = Array.FindIndex(Operations, static operation => operation.Verb == Verb.Die);
        if (death < 0 || Operations.Length > MostToExplore)
        {
            return false;
        }

        var probes = new Probes(Operations);
        foreach (Operation close in probes.After(Operations.AsSpan(0, death)).Where(static probe => probe is Close))
        {
            Operation[] closed = [.. Operations[..death], close];
            foreach (Operation probe in probes.After(closed))
            {
                if (Try([.. closed, probe]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Preserves in one kernel what came from the one before, and undoes it where it was finished: files are owned either
    /// way. As files go in another order then, one more may have to be there when they do.
    /// </summary>
    private bool WithoutHandover()
    {
        int boot = Array.FindLastIndex(Operations, static operation => operation.Verb is Verb.Kexec or Verb.Reboot);
        if (boot < 0 || Operations[^1] is not PreserveFd last || Operations.Length > MostToExplore)
        {
            return false;
        }

        var without = new List<Operation>();
        int end = 0;
        foreach (Operation operation in Operations.AsSpan(boot + 1))
        {
            end = operation is FinishSession or Close ? without.Count : end;
            without.AddRange(InOneKernel(operation));
        }

        var other = Handle.Parse("other");
        return Try([.. without])
            || Try([
                .. without[..end],
                new CreateMemfd(other, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty),
                new PreserveFd(last.Session, other, Apart()),
                .. without[end..],
            ]);
    }

    /// <summary>What is to an outgoing session what an operation is to an incoming one.</summary>
    private static Operation[] InOneKernel(Operation operation) =>
        operation switch
        {
            RetrieveSession retrieve =>
            [
                new CreateSession(
                    retrieve.Result,
                    retrieve.Device,
                    ByteString.Repeat((byte)'b', retrieve.Name.Length + 1)
                ),
            ],
            RetrieveFd retrieve =>
            [
                new CreateMemfd(retrieve.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty),
                new PreserveFd(retrieve.Session, retrieve.Result, retrieve.Token),
            ],
            FinishSession finish => [new Close(finish.Session)],
            _ => [operation],
        };

    /// <summary>Shows contents that should not be there in the next kernel, behind one that filled memory with something else.</summary>
    private bool OnStaleMemory()
    {
        if (Operations[^1] is not ReadFile || Operations.Length > MostToExplore)
        {
            return false;
        }

        int boot = Array.FindLastIndex(Operations, static operation => operation.Verb is Verb.Kexec or Verb.Reboot);
        Operation[] slice = ProgramSlice.Of(Operations[(boot + 1)..]);
        for (ulong pages = 1; pages <= MostStalePages; pages++)
        {
            var stale = new CreateMemfd(
                Handle.Parse("stale"),
                (pages * PageSize) + 1,
                0,
                CreateMemfd.DefaultFlags,
                ByteString.Empty
            );
            if (Try([stale, new Kexec(BootParameters.Default), .. slice]))
            {
                return true;
            }
        }

        return false;
    }
}
