using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps to programs that are no part of the one that failed.</content>
internal sealed partial class Shrinker
{
    private const int MostToExplore = 20;
    private const int MostToObserve = 140;

    /// <summary>How many sessions and files the blocks of the image hold, and one to each side.</summary>
    private static readonly int[] Rows = [49, 50, 51, 52, 62, 63, 64, 65];

    private Operation[]? _rival;
    private Violation? _ofRival;

    /// <summary>Keeps in mind the plainest program that breaks another clause.</summary>
    private void Remember(Operation[] candidate, Violation violation)
    {
        if (
            _scope.MayBreak is null
            || violation.Clause == Oracle.Unexplained
            || (
                violation.Kind != _kind
                && violation.Clause != _clause
                && violation.Kind is not (ViolationKind.Answer or ViolationKind.Image)
            )
            || (IsGround(violation.Clause) && !IsGround(_clause))
            || !_scope.MayBreak(violation.Clause)
        )
        {
            return;
        }

        Operation[] rival = candidate[..(violation.OperationIndex + 1)];
        if (_rival is null || ProgramOrder.Compare(rival, _rival) < 0)
        {
            _rival = rival;
            _ofRival = violation;
        }
    }

    /// <summary>Goes on from the plainest program that breaks another clause, if it is plainer than what was found for this one.</summary>
    private bool TakeRival()
    {
        if (_rival is null || ProgramOrder.Compare(_rival, Operations) >= 0)
        {
            return false;
        }

        Best = _ofRival!;
        Operations = _rival;
        _clause = Best.Clause;
        _kind = Best.Kind;
        _rival = null;
        _tried.Clear();
        return true;
    }

    private bool Explore() =>
        _scope.Explores
        && (
            LowerLengthsOfFill()
            || ShiftLengths()
            || MoveArguments()
            || SwapArguments()
            || Reframe()
            || MoveOperations()
            || OpenAgain()
            || ShortenBursts()
            || Observe()
            || Substitute()
            || SwapBlocks()
            || InsteadOfDeath()
            || OnStaleMemory()
            || WithoutHandover()
            || ExploreInside()
            || EndAtReboot()
            || TakeDetour()
        );

    /// <summary>Asks, behind every beginning of the program, what might show the fault sooner or more plainly.</summary>
    private bool Observe()
    {
        if (Operations.Length > MostToObserve)
        {
            return false;
        }

        var probes = new Probes(Operations);
        int first = Operations.Length > MostForPairs ? Operations.Length - 2 : 0;
        for (int length = first; length < Operations.Length; length++)
        {
            foreach (Operation probe in probes.After(Operations.AsSpan(0, length)))
            {
                Operation[] asked = [.. Operations[..length], probe];
                if (probe.Equals(Operations[length]))
                {
                    continue;
                }

                Operation[] slice = ProgramSlice.Of(asked);
                if ((slice.Length < asked.Length && Try(slice)) || Try(asked))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Puts plainer operations in the place of those whose result nobody uses.</summary>
    private bool Substitute()
    {
        if (Operations.Length > MostToExplore)
        {
            return false;
        }

        var probes = new Probes(Operations);
        for (int i = 0; i < Operations.Length - 1; i++)
        {
            if (!Operations[i].Result.IsNone && FirstUse(Operations[i].Result) < int.MaxValue)
            {
                continue;
            }

            foreach (Operation probe in probes.After(Operations.AsSpan(0, i)))
            {
                if (Try(Replaced(i, probe)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Moves single operations to where the order wants them, others being between.</summary>
    private bool MoveOperations()
    {
        for (int from = 0; from < Operations.Length && Operations.Length <= MostToExplore; from++)
        {
            for (int to = 0; to < Operations.Length - 1; to++)
            {
                if (from != to && TryMove(from, to))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryMove(int from, int to)
    {
        var moved = new List<Operation>(Operations);
        Operation operation = moved[from];
        moved.RemoveAt(from);
        moved.Insert(to, operation);
        if (Try([.. moved]) || (Math.Abs(from - to) == 1 && TryWithoutContents(moved)))
        {
            return true;
        }

        foreach (Operation adapted in Adapted(operation, from, to))
        {
            moved[to] = adapted;
            if (Try([.. moved]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves each file in turn empty: which frames are free changes with the order, and so does what must take some.</summary>
    private bool TryWithoutContents(List<Operation> moved)
    {
        if (ProgramOrder.Compare([.. moved], Operations) >= 0)
        {
            return false;
        }

        for (int i = 0; i < moved.Count; i++)
        {
            if (moved[i] is CreateMemfd { Size: > 0 } memfd)
            {
                Operation[] emptied = [.. moved];
                emptied[i] = memfd with { Size = 0, Fill = null };
                if (Try(emptied))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An operation as it may have to be to do the same in another place.</summary>
    private IEnumerable<Operation> Adapted(Operation operation, int from, int to)
    {
        switch (operation)
        {
            case LimitFds { Free: > 0 }:
                // Descriptors that are made before a limit do not count against it.
                yield return new LimitFds(0);
                break;
            case CreateSession create when to < from:
                // A name that is free where it stands may be taken there.
                yield return create with
                {
                    Name = ByteString.Repeat((byte)'b', create.Name.Length + 1),
                };
                break;
        }

        if (to < from)
        {
            yield return Handles.Replaced(operation, operation.Result, used => MadeBefore(to, used));
        }
    }

    /// <summary>A handle, or where it is not made yet the last one before that is of its kind.</summary>
    private Handle MadeBefore(int place, Handle handle)
    {
        int made = Array.FindIndex(Operations, operation => operation.Result == handle);
        if (made < place)
        {
            return handle;
        }

        char letter = Handles.LetterOf(Operations[made].Verb);
        int other = Array.FindLastIndex(
            Operations,
            place - 1 < 0 ? 0 : place - 1,
            operation => !operation.Result.IsNone && Handles.LetterOf(operation.Verb) == letter
        );
        return other < 0 || other >= place ? handle : Operations[other].Result;
    }

    /// <summary>Makes of raw calls those with the lowest number that will do.</summary>
    private bool Reframe()
    {
        for (int i = 0; i < Operations.Length && Operations.Length <= MostForPairs; i++)
        {
            if (Operations[i] is not Ioctl ioctl)
            {
                continue;
            }

            foreach (Ioctl framed in Probes.Reframed(ioctl, Operations.AsSpan(0, i)))
            {
                Operation[] candidate = Replaced(i, framed);
                if (Try(candidate) || (i == Operations.Length - 1 && Try(ProgramSlice.Of(candidate))))
                {
                    return true;
                }
            }
        }

        return Operations[^1] is Ioctl last && ReframeEarlier(last);
    }

    /// <summary>Asks a raw call in another form behind shorter beginnings.</summary>
    private bool ReframeEarlier(Ioctl last)
    {
        for (int length = 1; length < Operations.Length - 1 && Operations.Length <= MostToExplore; length++)
        {
            Operation[] beginning = Operations[..length];
            if (Probes.Reframed(last, beginning).Any(framed => Try([.. beginning, framed])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves the position of another open file in place of two calls that move one forth and back.</summary>
    private bool OpenAgain()
    {
        for (int i = 0; i < Operations.Length && Operations.Length <= MostToExplore; i++)
        {
            for (int j = i + 1; j < Operations.Length - 1; j++)
            {
                if (
                    Operations[i] is Seek first
                    && Operations[j].Verb is Verb.Read or Verb.Write or Verb.Seek
                    && Handles.Uses(Operations[j], first.Target)
                )
                {
                    var again = Handle.Parse("again");
                    Operation[] candidate = Replaced(i, new Reopen(again, first.Target));
                    candidate[j] = new Seek(again, 1);
                    if (Try(candidate))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Exchanges values between operations of the same verb, so that the lower comes first.</summary>
    private bool SwapArguments()
    {
        for (int i = 0; i < Operations.Length && Operations.Length <= MostForPairs; i++)
        {
            for (int j = i + 1; j < Operations.Length; j++)
            {
                if (Operations[i].Verb == Operations[j].Verb && TrySwapped(i, j))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TrySwapped(int i, int j)
    {
        IReadOnlyList<Argument> first = Operations[i].Arguments;
        IReadOnlyList<Argument> second = Operations[j].Arguments;
        foreach (Argument argument in first.Concat(second).DistinctBy(static argument => argument.Name).ToArray())
        {
            if (
                Operations[i].With(Operations[i].Result, With(first, second, argument.Name)) is { } a
                && Operations[j].With(Operations[j].Result, With(second, first, argument.Name)) is { } b
                && !a.Equals(Operations[i])
            )
            {
                Operation[] candidate = [.. Operations];
                (candidate[i], candidate[j]) = (a, b);
                if (Try(candidate))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Some arguments, but one of them as it is among others.</summary>
    private static List<Argument> With(IReadOnlyList<Argument> arguments, IReadOnlyList<Argument> others, string name)
    {
        List<Argument> with = [.. arguments];
        int at = with.FindIndex(argument => argument.Name == name);
        Argument[] other = [.. others.Where(argument => argument.Name == name)];
        if (at >= 0)
        {
            with.RemoveAt(at);
        }

        with.InsertRange(at >= 0 ? at : with.Count, other);
        return with;
    }

    /// <summary>Looks at a place instead of writing to one: only one of the two needs to leave the position behind.</summary>
    private bool MoveArguments()
    {
        for (int i = 0; i < Operations.Length; i++)
        {
            if (Operations[i] is not WriteFile { At: not null } write)
            {
                continue;
            }

            for (int j = i + 1; j < Operations.Length; j++)
            {
                if (Operations[j] is ReadFile { At: null } read)
                {
                    Operation[] candidate = Replaced(i, write with { At = null });
                    candidate[j] = read with { At = 0 };
                    if (Try(candidate))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Fills with something in the first byte, so that one byte may do for what lengths did.</summary>
    private bool LowerLengthsOfFill()
    {
        ulong[] lengths = [.. Lengths().Distinct().Where(static length => length > 1).OrderDescending()];
        return lengths.Length > 0
            && Array.Exists(Operations, static operation => operation.Arguments.Any(static a => a.Name == "fill"))
            && (Array.Exists(lengths, length => TryLengths(length, 1, 1)) || TryLengths(ulong.MaxValue, 1, 1));
    }

    /// <summary>Lowers all lengths, or all but one byte, by the same amount: it may be their distance that matters.</summary>
    private bool ShiftLengths()
    {
        ulong[] lengths = [.. Lengths().Distinct().Where(static length => length > 0)];
        if (lengths.Length < 2)
        {
            return false;
        }

        ulong least = lengths.Min();
        return TryArguments(argument => argument with { Number = argument.Number - Math.Min(argument.Number, least) })
            || (
                least > 1
                && TryArguments(argument =>
                    argument with
                    {
                        Number = argument.Number - Math.Min(argument.Number, least - 1),
                    }
                )
            );
    }

    private IEnumerable<ulong> Lengths() =>
        Operations.SelectMany(static operation => operation.Arguments).Where(IsLength).Select(static a => a.Number);

    private static bool IsLength(Argument argument) =>
        argument.Kind == ArgumentKind.Number && argument.Name is "size" or "len";

    private bool TryLengths(ulong from, ulong to, ulong fill) =>
        TryArguments(argument =>
            argument.Name == "fill" ? argument with { Number = fill }
            : argument.Number == from || (from == ulong.MaxValue && argument.Number > to)
                ? argument with
                {
                    Number = to,
                }
            : argument
        );

    /// <summary>Replaces lengths and fills in all operations.</summary>
    private bool TryArguments(Func<Argument, Argument> replace)
    {
        var candidate = new Operation[Operations.Length];
        for (int i = 0; i < candidate.Length; i++)
        {
            Operation operation = Operations[i];
            bool has = operation is not Ioctl && operation.Arguments.Any(static a => IsLength(a) || a.Name == "fill");
            candidate[i] = has
                ? operation.With(
                    operation.Result,
                    [
                        .. operation.Arguments.Select(argument =>
                            IsLength(argument) || argument.Name == "fill"
                                ? argument.With(replace(argument).Number)
                                : argument
                        ),
                    ]
                ) ?? operation
                : operation;
        }

        return Try(candidate);
    }

    /// <summary>Leaves as much of a long row of the same operations as shorter magic numbers have.</summary>
    private bool ShortenBursts()
    {
        if (Operations.Length >= MostForPairs && Array.Exists(Rows, TryRow))
        {
            return true;
        }

        for (int start = 0; start < Operations.Length; start++)
        {
            int end = start;
            while (end < Operations.Length && Operations[end].Verb == Operations[start].Verb)
            {
                end++;
            }

            int length = end - start;
            foreach (int shorter in Rows)
            {
                if (
                    shorter < length
                    && length >= MostForPairs
                    && Try([.. Operations[..start], .. Operations[(end - shorter)..]])
                )
                {
                    return true;
                }
            }

            start = end - 1;
        }

        return false;
    }

    /// <summary>As many sessions, and the last of them in the next kernel: the plainest program that fills a block.</summary>
    private bool TryRow(int count)
    {
        Handle device = Handle.Numbered('d', 1);
        Handle next = Handle.Numbered('d', 2);
        var row = new List<Operation> { new OpenDevice(device) };
        for (int i = 0; i < count; i++)
        {
            row.Add(new CreateSession(Handle.Numbered('s', i), device, ByteString.Of(CanonicalNames.Numbered(i))));
        }

        row.Add(new Kexec(BootParameters.Default));
        if (Try([.. row]))
        {
            return true;
        }

        row.Add(new OpenDevice(next));
        row.Add(new RetrieveSession(Handle.Numbered('t', 0), next, ByteString.Of(CanonicalNames.Numbered(count - 1))));
        return Try([.. row]);
    }
}
