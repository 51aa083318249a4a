using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Searches for the smallest and plainest program that breaks the same clause.</summary>
/// <remarks>
/// <para>Every step that is kept leads down in one order (<see cref="ProgramOrder"/>), so the search ends, and ends in much
/// the same place wherever it began.</para>
/// <para>A program remains a program whatever is removed from it: a handle whose maker is gone is merely never open.</para>
/// </remarks>
internal sealed partial class Shrinker
{
    private const int MostRuns = 20_000;
    private const int MostForPairs = 24;
    private const ulong MostFaults = 64;

    private static readonly Handle Unbound = Handle.Parse("unbound");

    private readonly Func<Operation[], Violation?> _run;
    private ClauseId _clause;
    private bool _mayRename;
    private ViolationKind _kind;
    private readonly ShrinkScope _scope;
    private readonly CancellationToken _cancellation;
    private readonly HashSet<Operation[]> _tried = new(ProgramComparer.Instance);

    /// <summary>A shrinker.</summary>
    /// <param name="found">The violation to make small.</param>
    /// <param name="run">Runs a program and judges it; <see langword="null"/> when nothing is broken.</param>
    /// <param name="scope">What is looked for.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public Shrinker(
        Violation found,
        Func<Operation[], Violation?> run,
        ShrinkScope scope,
        CancellationToken cancellation
    )
    {
        Best = found;
        Operations = [.. found.Program.Operations];
        _clause = found.Clause;
        _kind = found.Kind;
        _run = run;
        _scope = scope;
        _cancellation = cancellation;
    }

    /// <summary>The smallest violation so far.</summary>
    public Violation Best { get; private set; }

    /// <summary>Its program.</summary>
    public Operation[] Operations { get; private set; }

    /// <summary>How many programs were run.</summary>
    public int Runs { get; private set; }

    /// <summary>Whether the search came to its end.</summary>
    public bool IsComplete { get; private set; }

    private bool IsOver => Runs >= MostRuns || _cancellation.IsCancellationRequested;

    /// <summary>Searches until nothing can be removed or lowered.</summary>
    public void Shrink()
    {
        CallHandles(CanonicalHandles.Rename(Operations, isOnce: true, isApart: true));
        CallHandles(CanonicalHandles.Rename(Operations, isOnce: true));
        MoveFaults();
        Try(ProgramSlice.Of(Operations));
        RemoveOperations();
        LowerEverywhere();
        Canonicalize();
        do
        {
            Settle();
        } while (TakeRival() && !IsOver);

        CallHandles(CanonicalHandles.Rename(Operations, isOnce: false, isApart: true));
        CallHandles(CanonicalHandles.Rename(Operations, isOnce: false));
        IsComplete = !IsOver;
    }

    /// <summary>Gives the handles other names, which is no step in the order.</summary>
    private void CallHandles(Operation[] renamed)
    {
        if (ProgramComparer.Instance.Equals(renamed, Operations))
        {
            return;
        }

        Runs++;
        if (_run(renamed) is { } violation && violation.Clause == _clause && violation.Kind == _kind)
        {
            Best = violation;
            Operations = renamed[..(violation.OperationIndex + 1)];
        }
    }

    /// <summary>Takes all steps that lead down until none does any more; those that cost most only where no other does.</summary>
    private void Settle()
    {
        bool changed = true;
        while (changed && !IsOver)
        {
            changed = MoveFaults();
            changed |= RemoveOperations();
            changed |= MergeHandles();
            changed |= ReuseHandles();
            changed |= LowerTogether();
            changed |= LowerLetters();
            changed |= ShiftTokens();
            changed |= LowerValues();
            changed |= SimplifyVerbs();
            changed |= Fold();
            changed |= Canonicalize();
            changed |= !changed && (RemovePairs() || Explore());
        }
    }

    /// <summary>Runs a candidate, and keeps it when it breaks the same clause.</summary>
    private bool Try(Operation[] candidate)
    {
        if (
            candidate.Length == 0
            || IsOver
            || ProgramOrder.Compare(candidate, Operations) >= 0
            || !_tried.Add(candidate)
        )
        {
            return false;
        }

        Runs++;
        Violation? violation = _run(candidate);
        if (violation is null)
        {
            return false;
        }

        if (violation.Clause != _clause || violation.Kind != _kind)
        {
            if (violation.Kind != _kind || !IsSameFault(violation))
            {
                Remember(candidate, violation);
                return false;
            }

            // What was refused for another clause may be taken for this one.
            _clause = violation.Clause;
            _tried.Clear();
            _tried.Add(candidate);
        }

        Best = violation;
        Operations = candidate[..(violation.OperationIndex + 1)];
        return true;
    }

    /// <summary>
    /// Whether a violation of another clause is the same fault, seen without what had nothing to do with it: a shorter
    /// program, the same verb, the same way of going wrong. A proof that names a clause of live update is not given up for
    /// one that names only the ground under it, or nothing.
    /// </summary>
    private bool IsSameFault(Violation violation) =>
        (_mayRename || violation.OperationIndex < Best.OperationIndex)
        && violation.Clause != Oracle.Unexplained
        && (!IsGround(violation.Clause) || IsGround(_clause))
        && violation.Operation.Verb == Best.Operation.Verb
        && Manner(violation.Got) == Manner(Best.Got)
        && violation.Allowed.Count > 0
        && Best.Allowed.Count > 0
        && Manner(violation.Allowed[0]) == Manner(Best.Allowed[0]);

    private static bool IsGround(ClauseId clause) => $"{clause}".StartsWith("BASE-", StringComparison.Ordinal);

    private static string Manner(string answer) => answer.StartsWith("ok", StringComparison.Ordinal) ? "ok" : answer;

    /// <summary>
    /// Moves an injected fault right before the operation that it hits, where no earlier allocation has to be counted; a copy-out
    /// fails in memory that cannot be written as well.
    /// </summary>
    private bool MoveFaults()
    {
        bool changed = false;
        for (int i = 0; i < Operations.Length; i++)
        {
            if (Operations[i] is Inject fault && HitOf(i, fault) is { } hit)
            {
                changed |= fault.Alloc is { } allocation
                    ? MoveFault(i, hit, fewer => new Inject(fewer), allocation)
                    : fault.CopyOut is { } copyOut
                        && (MakeUnwritable(i, hit) || MoveFault(i, hit, fewer => new Inject(null, fewer), copyOut));
            }
        }

        return changed;
    }

    /// <summary>The operation in which an injected fault happened, as far as there is one; that of a copy-out may have been kept quiet.</summary>
    private int? HitOf(int index, Inject fault)
    {
        int hit = index + 1;
        while (hit < Best.Program.Lines.Length && Best.Program.Lines[hit].Recorded is not { IsInjected: true })
        {
            hit++;
        }

        int end = Math.Min(Best.Program.Lines.Length, Operations.Length);
        return hit < end ? hit
            : fault.CopyOut is not null && index + 1 < end ? end - 1
            : null;
    }

    private bool MoveFault(int index, int hit, Func<ulong, Inject> fault, ulong now)
    {
        if (hit == index + 1)
        {
            return false;
        }

        for (ulong fewer = 1; fewer <= Math.Min(now, MostFaults); fewer++)
        {
            if (Try([.. Operations[..index], .. Operations[(index + 1)..hit], fault(fewer), .. Operations[hit..]]))
            {
                return true;
            }
        }

        return false;
    }

    private bool MakeUnwritable(int index, int hit) =>
        UnwritableCall.Of(Operations[hit]) is { } call
        && Try([.. Operations[..index], .. Operations[(index + 1)..hit], call, .. Operations[(hit + 1)..]]);

    /// <summary>Removes operations from the end to the beginning, in leaps that grow while they succeed.</summary>
    private bool RemoveOperations()
    {
        bool changed = false;
        int end = Operations.Length;
        while (end > 0 && !IsOver)
        {
            int width = 1;
            int removed = 0;
            while (end - width >= 0 && TryRemove(end - width, width))
            {
                removed += width;
                end = Math.Min(end - width, Operations.Length);
                width *= 2;
            }

            changed |= removed > 0;

            // A leap that failed was too wide or met an operation that is needed; go on by halves.
            for (width /= 2; removed > 0 && width > 0; width /= 2)
            {
                if (end - width >= 0 && TryRemove(end - width, width))
                {
                    end = Math.Min(end - width, Operations.Length);
                }
            }

            end--;
        }

        return changed;
    }

    private bool TryRemove(int start, int count) =>
        count < Operations.Length && Try([.. Operations[..start], .. Operations[(start + count)..]]);

    /// <summary>Removes two operations at once: a kexec and what was done again after it, a change and what undoes it.</summary>
    private bool RemovePairs()
    {
        if (Operations.Length > MostForPairs)
        {
            return false;
        }

        for (int j = Operations.Length - 1; j > 0; j--)
        {
            for (int i = j - 1; i >= 0; i--)
            {
                if (
                    Operations.Length > 2
                    && Try([.. Operations[..i], .. Operations[(i + 1)..j], .. Operations[(j + 1)..]])
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Uses one handle in place of another, and leaves out what made the other.</summary>
    private bool MergeHandles()
    {
        if (Operations.Length > MostForPairs)
        {
            return false;
        }

        bool changed = false;
        var handles = new List<Handle>();
        foreach (Operation operation in Operations)
        {
            if (!operation.Result.IsNone && !handles.Contains(operation.Result))
            {
                handles.Add(operation.Result);
            }
        }

        for (int later = handles.Count - 1; later > 0; later--)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                Operation[] merged = Merged(handles[earlier], handles[later], 0);
                Operation[] apart = Merged(handles[earlier], handles[later], Apart());
                if (Try(merged) || (!ProgramComparer.Instance.Equals(merged, apart) && Try(apart)))
                {
                    changed = true;
                    break;
                }
            }
        }

        return changed;
    }

    /// <summary>One more than the highest token there is.</summary>
    private ulong Apart()
    {
        ulong apart = 0;
        foreach (Operation operation in Operations)
        {
            if (SharedValues.TokenOf(operation) is { } token && token != ulong.MaxValue)
            {
                apart = Math.Max(apart, token + 1);
            }
        }

        return apart;
    }

    /// <param name="kept">The handle that stays.</param>
    /// <param name="gone">The handle in whose place it is used.</param>
    /// <param name="apart">What is added to the tokens that were used with the other handle, so that they do not collide.</param>
    private Operation[] Merged(Handle kept, Handle gone, ulong apart)
    {
        var merged = new List<Operation>(Operations.Length);
        foreach (Operation operation in Operations)
        {
            if (operation.Result != gone)
            {
                Operation shifted =
                    apart != 0 && Handles.Uses(operation, gone) && SharedValues.TokenOf(operation) is { } token
                        ? SharedValues.WithToken(operation, token + apart)
                        : operation;
                merged.Add(Handles.Replaced(shifted, operation.Result, used => used == gone ? kept : used));
            }
        }

        return [.. merged];
    }

    /// <summary>Names, in each place, what is never open, or else what was made earliest.</summary>
    private bool ReuseHandles()
    {
        if (Operations.Length > MostForPairs)
        {
            return false;
        }

        bool changed = false;
        for (int i = 0; i < Operations.Length; i++)
        {
            for (int place = 0; i < Operations.Length && place < Operations[i].Arguments.Count; place++)
            {
                changed |= Operations[i].Arguments[place].Kind == ArgumentKind.Handle && ReuseHandle(i, place);
            }
        }

        return changed;
    }

    private bool ReuseHandle(int index, int place)
    {
        Operation operation = Operations[index];
        Handle[] made =
        [
            .. Operations[..index]
                .Select(static before => before.Result)
                .Where(static result => !result.IsNone)
                .Distinct(),
        ];
        foreach (Handle handle in made.Prepend(Unbound))
        {
            Argument[] arguments = [.. operation.Arguments];
            arguments[place] = arguments[place].With(handle);
            if (
                handle != operation.Arguments[place].Handle
                && operation.With(operation.Result, arguments) is { } reused
                && Try(Replaced(index, reused))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lowers different tokens by the same amount: it may be their distance that matters.</summary>
    private bool ShiftTokens()
    {
        ulong least = ulong.MaxValue;
        var different = new HashSet<ulong>();
        foreach (Operation operation in Operations)
        {
            if (SharedValues.TokenOf(operation) is { } token && different.Add(token))
            {
                least = Math.Min(least, token);
            }
        }

        return different.Count > 1 && least > 0 && (TryShift(least) || (least > 1 && TryShift(least - 1)));
    }

    private bool TryShift(ulong by) => TryTokens(token => token - by);

    private bool TryTokens(Func<ulong, ulong> replace)
    {
        var replaced = new Operation[Operations.Length];
        for (int i = 0; i < replaced.Length; i++)
        {
            replaced[i] = SharedValues.TokenOf(Operations[i]) is { } token
                ? SharedValues.WithToken(Operations[i], replace(token))
                : Operations[i];
        }

        return Try(replaced);
    }

    /// <summary>Lowers a value in all operations that have it, such as a token that is preserved and retrieved.</summary>
    private bool LowerTogether()
    {
        bool changed = false;
        var seen = new HashSet<(string, string)>();
        for (int i = 0; i < Operations.Length; i++)
        {
            foreach (Argument argument in Operations[i].Arguments)
            {
                if (
                    argument.Kind is ArgumentKind.Number or ArgumentKind.Bytes
                    && seen.Add((argument.Name, argument.Text))
                    && IsShared(argument)
                )
                {
                    changed |= LowerShared(argument);
                }
            }
        }

        return changed;
    }

    /// <summary>Puts a plainer letter into all session names in place of another, in both cases alike, and shortens all of them.</summary>
    private bool LowerLetters()
    {
        bool changed = false;
        var letters = new HashSet<byte>();
        int longest = 0;
        foreach (Operation operation in Operations)
        {
            ReadOnlySpan<byte> name =
                operation is Ioctl ? [] : (SharedValues.NameOf(operation) ?? ByteString.Empty).Span;
            longest = Math.Max(longest, name.Length);
            foreach (byte letter in name)
            {
                letters.Add(Lower(letter));
            }
        }

        if (longest == 0)
        {
            return false;
        }

        foreach (byte letter in letters.Order())
        {
            for (byte plainer = (byte)'a'; plainer <= (byte)'b'; plainer++)
            {
                if (letter is (byte)'a' || letter == plainer)
                {
                    break;
                }

                byte put = plainer;
                if (TryNames(name => new ByteString([.. name.Span.ToArray().Select(b => Mapped(b, letter, put))])))
                {
                    changed = true;
                    break;
                }
            }
        }

        while (
            longest > 1
            && (
                TryNames(static name => new ByteString(name.Span[Math.Min(1, name.Length)..]))
                || TryNames(static name => new ByteString(name.Span[..^Math.Min(1, name.Length)]))
            )
        )
        {
            longest--;
            changed = true;
        }

        return changed;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    private static byte Mapped(byte letter, byte from, byte to)
    {
        if (letter == from)
        {
            return to;
        }

        return letter != Lower(letter) && Lower(letter) == from ? (byte)(to & ~0x20) : letter;
    }

    private bool TryNames(Func<ByteString, ByteString> replace) =>
        TryForm([
            .. Operations.Select(operation =>
                operation is not Ioctl && SharedValues.NameOf(operation) is { Length: > 0 } name
                    ? SharedValues.WithName(operation, replace(name))
                    : operation
            ),
        ]);

    private bool IsShared(Argument wanted)
    {
        int count = 0;
        foreach (Operation operation in Operations)
        {
            foreach (Argument argument in operation.Arguments)
            {
                count += argument.Name == wanted.Name && argument.Text == wanted.Text ? 1 : 0;
            }
        }

        return count > 1;
    }

    private bool LowerShared(Argument argument)
    {
        foreach (Argument lower in Lowerings.Of(argument))
        {
            var candidate = new Operation[Operations.Length];
            for (int i = 0; i < candidate.Length; i++)
            {
                candidate[i] = WithValue(Operations[i], argument, lower);
            }

            if (Try(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static Operation WithValue(Operation operation, Argument from, Argument to)
    {
        IReadOnlyList<Argument> arguments = operation.Arguments;
        bool has = false;
        var replaced = new Argument[arguments.Count];
        for (int i = 0; i < replaced.Length; i++)
        {
            bool same = arguments[i].Name == from.Name && arguments[i].Text == from.Text;
            has |= same;
            replaced[i] = same
                ? arguments[i] with
                {
                    Text = to.Text,
                    Number = to.Number,
                    Bytes = to.Bytes,
                }
                : arguments[i];
        }

        return has ? operation.With(operation.Result, replaced) ?? operation : operation;
    }

    /// <summary>Lowers an argument in all operations of a verb at once: where there are many, most do not matter.</summary>
    private void LowerEverywhere()
    {
        var seen = new HashSet<(Verb, string)>();
        for (int i = 0; i < Operations.Length; i++)
        {
            Verb verb = Operations[i].Verb;
            foreach (Argument argument in Operations[i].Arguments)
            {
                bool isValue = argument.IsOptional || argument.Name is "len" or "size" or "fill" or "at" or "to";
                if (isValue && seen.Add((verb, argument.Name)))
                {
                    Try([.. Operations.Select(operation => Plainest(operation, verb, argument.Name))]);
                }
            }
        }
    }

    private static Operation Plainest(Operation operation, Verb verb, string name)
    {
        if (operation.Verb != verb)
        {
            return operation;
        }

        IEnumerable<Argument> arguments = operation
            .Arguments.Where(argument => argument.Name != name || !argument.IsOptional)
            .Select(argument => argument.Name == name ? argument.With(0) : argument);
        return operation.With(operation.Result, [.. arguments]) ?? operation;
    }

    /// <summary>Lowers single values until none can be lowered.</summary>
    private bool LowerValues()
    {
        bool changed = false;
        for (int i = 0; i < Operations.Length && !IsOver; i++)
        {
            while (i < Operations.Length && LowerOne(i))
            {
                changed = true;
            }
        }

        return changed;
    }

    private bool LowerOne(int index)
    {
        foreach (Operation lower in Lowerings.Of(Operations[index]))
        {
            Operation before = Operations[index];
            if (Try(Replaced(index, lower)))
            {
                Gallop(index, before, lower);
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on by leaps where a number went down by one, so that a far bound is found by halving.</summary>
    private void Gallop(int index, Operation before, Operation after)
    {
        if (
            index >= Operations.Length
            || !Operations[index].Equals(after)
            || SingleStep(before, after) is not { } place
        )
        {
            return;
        }

        for (ulong leap = 2; leap != 0 && Leap(index, place, leap); leap *= 2) { }
        for (ulong leap = 1UL << 30; leap > 0; leap /= 2)
        {
            Leap(index, place, leap);
        }
    }

    private bool Leap(int index, int place, ulong leap)
    {
        if (index >= Operations.Length)
        {
            return false;
        }

        Operation operation = Operations[index];
        IReadOnlyList<Argument> arguments = operation.Arguments;
        if (place >= arguments.Count || arguments[place].Number < leap)
        {
            return false;
        }

        Argument[] lowered = [.. arguments];
        lowered[place] = arguments[place].With(arguments[place].Number - leap);
        return operation.With(operation.Result, lowered) is { } lower && Try(Replaced(index, lower));
    }

    private static int? SingleStep(Operation before, Operation after)
    {
        IReadOnlyList<Argument> old = before.Arguments;
        IReadOnlyList<Argument> now = after.Arguments;
        for (int i = 0; i < old.Count && old.Count == now.Count; i++)
        {
            bool isNumber = old[i].Kind == ArgumentKind.Number;
            if (isNumber && now[i].Number == old[i].Number - 1 && old[i].Number > 16)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Replaces operations by plainer ones.</summary>
    private bool SimplifyVerbs()
    {
        bool changed = false;
        for (int i = 0; i < Operations.Length; i++)
        {
            foreach (Operation plainer in PlainerVerbs.Of(Operations[i]))
            {
                // FINISH is what a close does too: where both show the fault, it is one of finishing.
                _mayRename = plainer is FinishSession && Operations[i] is Close;
                bool isTaken = Try(Replaced(i, plainer));
                _mayRename = false;
                if (isTaken)
                {
                    changed = true;
                    break;
                }
            }
        }

        return changed;
    }

    /// <summary>Makes one operation of two that do the same: a size for a file that was made empty, an image that is only loaded.</summary>
    private bool Fold()
    {
        bool changed = false;
        for (int i = 0; i < Operations.Length && Operations.Length <= MostForPairs; i++)
        {
            for (int j = i + 1; j < Operations.Length; j++)
            {
                if (TryFolded(i, j))
                {
                    changed = true;
                    break;
                }
            }
        }

        return changed;
    }

    private bool TryFolded(int i, int j)
    {
        foreach ((Operation? first, Operation? second) in PlainerVerbs.Folded(Operations[i], Operations[j]))
        {
            var folded = new List<Operation>(Operations) { [i] = first ?? second!, [j] = second ?? first! };
            folded.RemoveAt(first is null ? i : j);
            if (Try([.. folded]))
            {
                return true;
            }
        }

        return false;
    }

    private Operation[] Replaced(int index, Operation operation)
    {
        Operation[] candidate = [.. Operations];
        candidate[index] = operation;
        return candidate;
    }

    /// <summary>Brings operations into the canonical order, and gives sessions their canonical names.</summary>
    private bool Canonicalize()
    {
        bool changed = TryForm(CanonicalOrder.Sort(Operations));
        changed |= SwapNeighbours();
        changed |= NumberTokens();
        changed |= SwapTokens();
        changed |= SwapUses();
        return TryForm(CanonicalNames.Rename(Operations)) | changed;
    }

    /// <summary>Swaps neighbours that depend on each other where that does not matter.</summary>
    private bool SwapNeighbours()
    {
        bool changed = false;
        for (int i = 0; i + 2 < Operations.Length && Operations.Length <= MostForPairs; i++)
        {
            if (CanonicalOrder.ShouldSwap(Operations[i], Operations[i + 1]))
            {
                Operation[] candidate = [.. Operations];
                (candidate[i], candidate[i + 1]) = (candidate[i + 1], candidate[i]);
                changed |= Try(candidate);
            }
        }

        return changed;
    }

    /// <summary>Numbers the tokens from 0 on, in the order in which they come up.</summary>
    private bool NumberTokens()
    {
        var numbers = new Dictionary<ulong, ulong>();
        foreach (Operation operation in Operations)
        {
            if (SharedValues.TokenOf(operation) is { } token)
            {
                numbers.TryAdd(token, (ulong)numbers.Count);
            }
        }

        return numbers.Any(static pair => pair.Key > pair.Value) && TryTokens(token => numbers[token]);
    }

    /// <summary>Gives the lower of two tokens to what comes first.</summary>
    private bool SwapTokens()
    {
        var tokens = new List<ulong>();
        foreach (Operation operation in Operations)
        {
            if (SharedValues.TokenOf(operation) is { } token && !tokens.Contains(token))
            {
                tokens.Add(token);
            }
        }

        bool changed = false;
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            (ulong first, ulong second) = (tokens[i], tokens[i + 1]);
            changed |=
                first > second
                && TryTokens(token =>
                    token == first ? second
                    : token == second ? first
                    : token
                );
        }

        return changed;
    }

    /// <summary>Uses handles in the order of their making.</summary>
    private bool SwapUses()
    {
        bool changed = false;
        for (int i = 0; i < Operations.Length; i++)
        {
            Handle first = Operations[i].Result;
            Handle second = NextOfItsKind(i);
            if (!second.IsNone)
            {
                int from = i;
                changed |= Try([
                    .. Operations.Select(
                        (operation, index) => index <= from ? operation : Handles.Exchanged(operation, first, second)
                    ),
                ]);
            }
        }

        return changed;
    }

    private Handle NextOfItsKind(int index)
    {
        for (int i = index + 1; i < Operations.Length && !Operations[index].Result.IsNone; i++)
        {
            if (Operations[i].Verb == Operations[index].Verb)
            {
                return Operations[i].Result == Operations[index].Result ? default : Operations[i].Result;
            }
        }

        return default;
    }

    private int FirstUse(Handle handle)
    {
        int use = Array.FindIndex(Operations, operation => Handles.Uses(operation, handle));
        return use < 0 ? int.MaxValue : use;
    }

    private bool TryForm(Operation[] candidate) =>
        !ProgramComparer.Instance.Equals(candidate, Operations) && Try(candidate);
}
