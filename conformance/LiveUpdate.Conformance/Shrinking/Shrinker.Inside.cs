using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps for programs that use the kernel from inside, or meet faults.</content>
internal sealed partial class Shrinker
{
    private const int MostNeighbours = 2500;
    private const int MostPagesAsked = 8;
    private const ulong MostPlanted = 8;

    private bool ExploreInside() =>
        InsideProbes.Concern(Operations)
        && (
            RemoveFiles()
            || MergeHandlers()
            || ObserveSkeleton()
            || AskReferences()
            || PlantFault()
            || RestoreUnpreserved()
            || UnpreserveArea()
            || TakeNeighbour()
        );

    /// <summary>Takes a whole area out in place of a range: its answer says what is left, so that nobody needs to look.</summary>
    private bool UnpreserveArea()
    {
        if (
            Array.Find(Operations, static one => one is KhoUnpreservePages)
            is not KhoUnpreservePages { Target: var area }
        )
        {
            return false;
        }

        return Try([new KhoVmalloc(area, 2, 1, null, 0), new KhoPreserveVmalloc(area), new KhoUnpreserveVmalloc(area)]);
    }

    /// <summary>Takes and gives back a reference while LUO asks the handler whether it takes a file.</summary>
    private bool TryAskedInside(int length, RegisterFlb flb)
    {
        Operation[] beginning = Operations[..length];
        if (
            Array.FindLast(beginning, static one => one is CreateSession or RetrieveSession) is not { } session
            || Array.Find(beginning, static one => one is OpenDevice) is not { } device
        )
        {
            return false;
        }

        Operation[] asked =
        [
            .. beginning,
            new ScriptHandler(flb.Handler, HandlerCallbacks.CanPreserve, default, null, 0, flb.Result),
            new PreserveFd(session.Result, device.Result, 1),
        ];
        return Try(asked) || (ProgramOrder.Compare(asked, Operations) > 0 && TryDetour(asked));
    }

    private bool TryAsked(int length, Handle flb, Verb get, Verb put)
    {
        Operation[] asked = [.. Operations[..length], new FlbReference(get, flb), new FlbReference(put, flb)];
        return Try(asked) || (ProgramOrder.Compare(asked, Operations) > 0 && TryDetour(asked));
    }

    /// <summary>Leaves out a handler's file, and counts one call less up to the one that fails.</summary>
    private bool RemoveFiles()
    {
        if (!Array.Exists(Operations, static operation => operation is ScriptHandler { Nth: > 0 }))
        {
            return false;
        }

        bool changed = false;
        for (int i = Operations.Length - 1; i >= 0; i--)
        {
            if (i < Operations.Length && Operations[i] is CreateHandlerFile file)
            {
                changed |= RemoveFile(file.Result);
            }
        }

        return changed;
    }

    private bool RemoveFile(Handle file)
    {
        Operation[] without =
        [
            .. Operations.Where(operation => operation.Result != file && !Handles.Uses(operation, file)),
        ];
        return Try(WithCalls(without, static call => call - 1)) || Try(without);
    }

    private static Operation[] WithCalls(Operation[] operations, Func<ulong, ulong> replace) =>
        [
            .. operations.Select(operation =>
                operation is ScriptHandler { Nth: > 0 } script ? script with { Nth = replace(script.Nth) } : operation
            ),
        ];

    /// <summary>Lets one handler take the files of another.</summary>
    private bool MergeHandlers()
    {
        RegisterHandler[] handlers = [.. Operations.OfType<RegisterHandler>()];
        ulong files = (ulong)Operations.Count(static operation => operation is CreateHandlerFile);
        for (int kept = 0; kept < handlers.Length; kept++)
        {
            for (int gone = kept + 1; gone < handlers.Length; gone++)
            {
                Operation[] merged = MergedHandlers(handlers[kept], handlers[gone]);
                for (ulong call = 0; call <= files; call++)
                {
                    ulong meant = call;
                    Operation[] counted =
                    [
                        .. merged.Select(operation =>
                            operation is ScriptHandler script ? script with { Nth = meant } : operation
                        ),
                    ];
                    if (Try(counted) || Try(Numbered(counted)))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Tells the files of handlers apart by their numbers.</summary>
    private static Operation[] Numbered(Operation[] operations)
    {
        ulong number = 0;
        return
        [
            .. operations.Select(operation =>
                operation is CreateHandlerFile file ? file with { Value = number++ } : operation
            ),
        ];
    }

    private Operation[] MergedHandlers(RegisterHandler kept, RegisterHandler gone)
    {
        var merged = new List<Operation>(Operations.Length);
        foreach (Operation operation in Operations.Where(operation => operation.Result != gone.Result))
        {
            Operation plain = operation switch
            {
                RegisterHandler handler => handler with { Kinds = RegisterHandler.DefaultKinds },
                CreateHandlerFile file => file with { Kind = 0 },
                _ => operation,
            };
            merged.Add(Handles.Replaced(plain, plain.Result, used => used == gone.Result ? kept.Result : used));
        }

        return [.. merged];
    }

    /// <summary>Takes and gives back a reference to an FLB behind each beginning.</summary>
    private bool AskReferences()
    {
        for (int length = 1; length < Operations.Length && Operations.Length <= MostToExplore; length++)
        {
            foreach (RegisterFlb flb in Operations[..length].OfType<RegisterFlb>())
            {
                if (
                    TryAsked(length, flb.Result, Verb.FlbGetOutgoing, Verb.FlbPutOutgoing)
                    || TryAsked(length, flb.Result, Verb.FlbGetIncoming, Verb.FlbPutIncoming)
                    || TryAskedInside(length, flb)
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Tries the plainest programs nearby, those nearest first.</summary>
    private bool TakeNeighbour()
    {
        for (int changes = 1; changes <= Neighbourhood.MostChanges; changes++)
        {
            if (Neighbourhood.Below(Operations, changes).Take(MostNeighbours).Any(Try))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Restores, in the next kernel, what was not preserved: of all sizes and from all of the first pages.</summary>
    private bool RestoreUnpreserved()
    {
        if (Operations[^1] is not (KhoRestoreFolio or KhoRestorePages))
        {
            return false;
        }

        Handle made = Handle.Parse("made");
        for (ulong order = 0; order <= KernelLimits.MaxOrder; order++)
        {
            for (ulong at = 0; at < Math.Min(1UL << (int)order, MostPagesAsked); at++)
            {
                if (
                    Try([
                        new KhoFolio(made, order, null),
                        new Kexec(BootParameters.Default),
                        new KhoRestoreFolio(Handle.Parse("restored"), made, at),
                    ])
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Asks behind the beginnings of a long program of which each row of the same operations is one.</summary>
    private bool ObserveSkeleton()
    {
        Operation[] skeleton =
        [
            .. Operations.Where((operation, i) => i == 0 || operation.Verb != Operations[i - 1].Verb),
        ];
        if (skeleton.Length == Operations.Length)
        {
            return false;
        }

        var probes = new Probes(skeleton);
        for (int length = 1; length <= skeleton.Length; length++)
        {
            foreach (Operation probe in probes.After(skeleton.AsSpan(0, length)))
            {
                if (Try([.. skeleton[..length], probe]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Lets an allocation fail where a handler's callback was told to: memfds need no handler.</summary>
    private bool PlantFault()
    {
        if (!Array.Exists(Operations, static operation => operation.Verb == Verb.HandlerRegister))
        {
            return false;
        }

        for (int at = Operations.Length - 1; at >= 0; at--)
        {
            if (Best.Program.Lines[at].Recorded is not { IsOk: false })
            {
                continue;
            }

            for (ulong allocation = 1; allocation <= MostPlanted; allocation++)
            {
                if (Try(WithFault(at, allocation)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Operation[] WithFault(int at, ulong allocation)
    {
        var planted = new List<Operation>(Operations.Length);
        for (int i = 0; i < Operations.Length; i++)
        {
            if (i == at)
            {
                planted.Add(new Inject(allocation));
            }

            if (Operations[i] is CreateHandlerFile file)
            {
                planted.Add(new CreateMemfd(file.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty));
            }
            else if (Operations[i].Verb is not (>= Verb.HandlerRegister and <= Verb.FlbPutIncoming))
            {
                planted.Add(Operations[i]);
            }
        }

        return [.. planted];
    }
}
