using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps that change what the race is about: fewer things, other things, another read-out.</content>
internal sealed partial class RaceReducer
{
    private const char Added = 'q';

    /// <summary>Takes the first step that leads to a race about plainer things.</summary>
    private bool ExploreThings() =>
        ShareTokens()
        || ForgetThings()
        || RaceReferences()
        || ReadOneFile()
        || ScriptFiles()
        || UnscriptFiles()
        || ForgetHandlers()
        || MoveForward()
        || RaceEvents();

    /// <summary>Gives two files the same token, which is no trouble in different sessions.</summary>
    private bool ShareTokens()
    {
        ulong[] tokens = [.. Operations(_race).Select(SharedValues.TokenOf).OfType<ulong>().Distinct().Order()];
        for (int i = 1; i < tokens.Length; i++)
        {
            ulong had = tokens[i];
            if (
                Try(
                    Mapped(
                        _race,
                        one => SharedValues.TokenOf(one) == had ? SharedValues.WithToken(one, tokens[0]) : one
                    )
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves out a thing with all that needs it, and lets an agent that has nothing left do something plain.</summary>
    private bool ForgetThings()
    {
        foreach (Operation made in _race.Before)
        {
            if (!made.Result.IsNone && made.Verb != Verb.Open && ForgetThing(made.Result))
            {
                return true;
            }
        }

        return false;
    }

    private bool ForgetThing(Handle thing)
    {
        RaceCase without = WithoutThings(_race, one => one.Result == thing);
        if (without.Agents.Length > 1)
        {
            return Try(without);
        }

        return without.Race.Length == 1
            && (Accompany(without) || RaceReferences([.. WithoutIdleFiles(without).Before, without.Race[0].Operation]));
    }

    /// <summary>The race without the files that nobody does anything with.</summary>
    private static RaceCase WithoutIdleFiles(RaceCase race) =>
        WithoutThings(
            race,
            one =>
                one.Verb is Verb.HandlerFile or Verb.Memfd
                && !Operations(race).Any(other => Handles.Uses(other, one.Result))
        );

    /// <summary>Lets another agent do something beside the one that is left.</summary>
    private bool Accompany(RaceCase alone)
    {
        int other = alone.Race[0].Agent == 1 ? 2 : 1;
        Operation[] before = [.. alone.Before];
        foreach (Operation probe in new Probes([.. Operations(alone)]).After(before).Concat(References(before)))
        {
            RacingOperation beside = ByAgent(other, probe);
            RaceCase both = alone with { Race = other == 1 ? alone.Race.Insert(0, beside) : alone.Race.Add(beside) };
            if (Try(both) || Try(both with { After = [] }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets an agent ask for an FLB while another does something plain, behind shorter beginnings.</summary>
    private bool RaceReferences()
    {
        for (int length = 1; length <= _race.Before.Length; length++)
        {
            if (RaceReferences([.. _race.Before.Take(length)]))
            {
                return true;
            }
        }

        return false;
    }

    private bool RaceReferences(Operation[] before)
    {
        FlbReference[] references = [.. References(before)];
        if (references.Length == 0)
        {
            return false;
        }

        List<Operation> probes = new Probes([.. Operations(_race)]).After(before);
        foreach (Operation probe in probes.Concat(references))
        {
            foreach (FlbReference reference in references)
            {
                if (Try(new RaceCase([.. before], [ByAgent(1, probe), ByAgent(2, reference)], [])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<FlbReference> References(Operation[] before) =>
        before
            .Skip(Array.FindLastIndex(before, static one => one.Verb is Verb.Kexec or Verb.Reboot or Verb.ColdBoot) + 1)
            .OfType<RegisterFlb>()
            .SelectMany(static flb =>
                new[]
                {
                    new FlbReference(Verb.FlbGetOutgoing, flb.Result),
                    new FlbReference(Verb.FlbGetIncoming, flb.Result),
                }
            );

    /// <summary>Reads one file in the next kernel, and knows it by a byte that the others do not have.</summary>
    private bool ReadOneFile()
    {
        Handle[] files = [.. _race.Before.OfType<CreateMemfd>().Select(static file => file.Result)];
        foreach (PreserveFd preserve in _race.Race.Select(static one => one.Operation).OfType<PreserveFd>())
        {
            foreach (Handle longer in files)
            {
                if (NameOf(preserve.Session) is { } name && ReadOneFile(preserve, name, longer))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool ReadOneFile(PreserveFd preserve, ByteString name, Handle longer)
    {
        Handle device = Handle.Numbered(Added, 0);
        Handle session = Handle.Numbered(Added, 1);
        Handle file = Handle.Numbered(Added, 2);
        return Try(
            _race with
            {
                Before =
                [
                    .. _race.Before.Select(one =>
                        one is CreateMemfd memfd
                            ? memfd with
                            {
                                Size = memfd.Result == longer ? 1UL : 0,
                                Fill = null,
                            }
                            : one
                    ),
                ],
                After =
                [
                    new Kexec(BootParameters.Default),
                    new OpenDevice(device),
                    new RetrieveSession(session, device, name),
                    new RetrieveFd(file, session, preserve.Token),
                    new ReadFile(file, null, 1),
                ],
            }
        );
    }

    /// <summary>Takes files of a scripted handler for memfds: the calls of the handler show what else needs a read-out.</summary>
    private bool ScriptFiles()
    {
        int first = _race.Before.ToList().FindIndex(static one => one.Verb == Verb.Memfd);
        if (first < 0 || !_explorer.HasHandlers || _race.Before.Any(static one => one.Verb == Verb.HandlerRegister))
        {
            return false;
        }

        Operation[] scripted =
        [
            .. _race.Before.Select(static one =>
                one is CreateMemfd ? new CreateHandlerFile(one.Result, 0, 0, 0, Handle.None) : one
            ),
        ];
        var handler = new RegisterHandler(
            Handle.Numbered(Added, 0),
            ByteString.Of("a"),
            RegisterHandler.DefaultKinds,
            HandlerCallbacks.None
        );
        return Try(_race with { Before = [.. scripted[..first], handler, .. scripted[first..]], After = [] });
    }

    /// <summary>Takes memfds for the files of scripted handlers, which go then.</summary>
    private bool UnscriptFiles() =>
        _race.Before.Any(static one => one.Verb == Verb.HandlerRegister)
        && Try(
            WithoutThings(
                Mapped(
                    _race,
                    static one =>
                        one is CreateHandlerFile file
                            ? new CreateMemfd(file.Result, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty)
                            : one
                ),
                static one => one.Verb == Verb.HandlerRegister
            )
        );

    /// <summary>Does without handlers, with one session more and with a look at the device instead.</summary>
    private bool ForgetHandlers()
    {
        RaceCase plain = WithoutThings(_race, static one => one.Verb is Verb.HandlerRegister or Verb.HandlerFile);
        if (plain.Before.Length == _race.Before.Length || plain.Agents.Length < 2)
        {
            return false;
        }

        OpenDevice again = new(Handle.Numbered(Added, 1));
        if (Try(plain) || Try(plain with { After = [again] }))
        {
            return true;
        }

        int last = plain.Before.ToList().FindLastIndex(static one => one.Verb == Verb.CreateSession);
        if (last < 0)
        {
            return false;
        }

        var session = (CreateSession)plain.Before[last];
        ByteString name = NamesOf(plain).Contains(ByteString.Of("b")) ? ByteString.Of("c") : ByteString.Of("b");
        RaceCase more = plain with
        {
            Before = plain.Before.Insert(last + 1, new CreateSession(Handle.Numbered(Added, 0), session.Device, name)),
        };
        return Try(more) || Try(more with { After = [again] });
    }

    /// <summary>Does earlier what the language lists earlier.</summary>
    private bool MoveForward()
    {
        for (int from = 1; from < _race.Before.Length; from++)
        {
            for (int to = 0; to < from; to++)
            {
                Operation moved = _race.Before[from];
                if (Try(_race with { Before = _race.Before.RemoveAt(from).Insert(to, moved) }))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The race without some operations, and without all that use what they make.</summary>
    private static RaceCase WithoutThings(RaceCase race, Func<Operation, bool> isGone)
    {
        var gone = new HashSet<Handle>();
        return new RaceCase(
            [.. race.Before.Where(IsKept)],
            [.. race.Race.Where(one => IsKept(one.Operation))],
            [.. race.After.Where(IsKept)]
        );

        bool IsKept(Operation operation)
        {
            if (!isGone(operation) && !gone.Any(handle => Handles.Uses(operation, handle)))
            {
                return true;
            }

            if (!operation.Result.IsNone)
            {
                gone.Add(operation.Result);
            }

            return false;
        }
    }
}
