using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Raw ioctls: any number, any size, any memory (luo-uapi 2).</content>
public sealed partial class LiveUpdateModel
{
    /// <summary>Descriptor numbers from here on are never open.</summary>
    private const uint NeverOpen = 4096;

    private static readonly Outcome[] s_untouched =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(static number => Outcome.Refused((Errno)number, [new FieldValue(Field.Touched, 0)])),
    ];

    private void Raw(ModelState state, Ioctl op, Expectation into)
    {
        OpenFile? open = state.OpenFileOf(op.Target);
        if (open is null || open.PathOnly)
        {
            into.Refuse(Errno.EBADF, state);
            return;
        }

        if (IsFileSystemCommand(op.Command))
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        if (open.Kind is not (OpenFileKind.Device or OpenFileKind.Session))
        {
            bool isOurs = (op.Command >> 8 & 0xff) == 0xBA;
            into.Allow(
                isOurs ? OutcomePattern.Exactly(Outcome.Refused(Errno.ENOTTY)) : OutcomePattern.AnyOutcome,
                state
            );
            return;
        }

        ModelSession? session = state.Session(open.SessionId);
        IoctlFrame frame = IoctlFrame.Check(op, session, state.Differences);
        if (frame.Errno == Errno.None)
        {
            Command(state, op, session, frame, into);
            return;
        }

        if (frame.IsWrongKind)
        {
            into.Exercise(Clauses.LuoSess08);
        }

        into.Exercise(session is null ? Clauses.LuoIoc01 : Clauses.LuoIoc02);
        RefuseRaw(op, frame.Errno, state, into);
        if (frame.MayFault)
        {
            RefuseRaw(op, Errno.EFAULT, state, into);
        }
    }

    /// <summary>Commands that the kernel answers for every file before the file is asked.</summary>
    private static bool IsFileSystemCommand(ulong command) =>
        command
            is 0x5421
                or 0x541B
                or 0x5450
                or 0x5451
                or 0x5452
                or 0x5460
                or 0x2
                or 0x1
                or 0xC0045877
                or 0xC0045878
                or 0xC020660B
                or 0x40049409
                or 0x4020940D
                or 0xC0189436
                or 0x80086601
                or 0x40086602
                or 0x801C581F
                or 0x401C5820
                or 0x80111500
                or 0x80811501;

    private void Command(ModelState state, Ioctl op, ModelSession? session, IoctlFrame frame, Expectation into)
    {
        bool faults = op.Place == ArgumentPlace.Readonly || FailsToCopyOut(state);
        if (session is not null && IoctlFrame.IsForOtherKind(op.Command, session))
        {
            RawOtherKind(state, op, session, into);
            return;
        }

        Errno errno;
        ModelState next = state;
        switch (op.Command)
        {
            case IoctlFrame.CreateSession:
                errno = Create(state, IoctlFrame.Name(op), op.Result, faults, into, out next);
                break;
            case IoctlFrame.RetrieveSession:
                errno = Retrieve(state, IoctlFrame.Name(op), op.Result, faults, into, out next);
                break;
            case IoctlFrame.PreserveFd:
                RawPreserve(state, op, session!, frame, into);
                return;
            case IoctlFrame.RetrieveFd:
                errno = Retrieve(state, session!, IoctlFrame.Token(op), op.Result, faults, into, out next);
                break;
            case IoctlFrame.Finish:
                errno = Finish(state, session!, RawReserved(op), faults, into, out next);
                break;
            default:
                errno = Name(state, session!, RawReserved(op), into);
                break;
        }

        if (errno != Errno.None)
        {
            RefuseRaw(op, errno, next, into);
        }
        else if (faults)
        {
            RefuseCopyOut(op, next, into);
        }
        else
        {
            AllowRaw(op, session, frame, next, into);
        }

        if (
            op.Command == IoctlFrame.RetrieveFd
            && errno == Errno.None
            && IsDoubtful(state, session!, IoctlFrame.Token(op))
        )
        {
            into.Allow(OutcomePattern.AnyError, state);
        }
    }

    /// <summary>A command on a session of the other kind, in a kernel that does not ask (LUO-OLD-05).</summary>
    private static void RawOtherKind(ModelState state, Ioctl op, ModelSession session, Expectation into)
    {
        Errno? errno = op.Command switch
        {
            IoctlFrame.PreserveFd when op.File.IsNone && IoctlFrame.Value(op) < NeverOpen => null,
            IoctlFrame.PreserveFd => PreserveIncoming(
                state,
                session,
                op.File.IsNone ? null : state.OpenFileOf(op.File),
                IoctlFrame.Token(op)
            ),
            IoctlFrame.RetrieveFd => RetrieveOutgoing(state, session, IoctlFrame.Token(op)),
            _ => null,
        };
        if (errno is null)
        {
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        into.Exercise(Clauses.LuoOld05);
        RefuseRaw(op, errno.Value, state, into);
    }

    /// <summary>With a descriptor's number in its place the reserved field is not zero.</summary>
    private static ulong RawReserved(Ioctl op) => op.File.IsNone ? IoctlFrame.Value(op) : 1;

    private void RawPreserve(ModelState state, Ioctl op, ModelSession session, IoctlFrame frame, Expectation into)
    {
        ulong token = IoctlFrame.Token(op);
        bool guessed = op.File.IsNone && IoctlFrame.Value(op) < NeverOpen;
        if (guessed && FindFile(session, token) < 0)
        {
            // A number out of thin air may or may not be open.
            into.Allow(OutcomePattern.AnyOutcome, state);
            return;
        }

        OpenFile? file = op.File.IsNone ? null : state.OpenFileOf(op.File);
        Errno errno = Preserve(state, session, file, token, into, out ModelState next);
        if (errno != Errno.None)
        {
            RefuseRaw(op, errno, next, into);
            return;
        }

        if (op.Place == ArgumentPlace.Readonly || FailsToCopyOut(state))
        {
            // Whether the file is preserved when the answer cannot be written is left open.
            RefuseCopyOut(op, next, into);
            RefuseCopyOut(op, state, into);
        }
        else
        {
            AllowRaw(op, session, frame, next, into);
        }

        AllowFailureIfLarge(state, file!, into);
    }

    /// <summary>The answer cannot be written, for an injected fault or since the memory cannot.</summary>
    private static void RefuseCopyOut(Ioctl op, ModelState next, Expectation into)
    {
        if (FailsToCopyOut(next))
        {
            FailToCopyOut(op, next, into);
        }
        else
        {
            into.Refuse(Errno.EFAULT, CopiedOut(next));
        }
    }

    private static void RefuseRaw(Ioctl op, Errno errno, ModelState next, Expectation into)
    {
        if (op.Place == ArgumentPlace.Mapped)
        {
            into.Exercise(Clauses.LuoIoc04);
            into.Allow(s_untouched[(int)errno], next);
            return;
        }

        into.Refuse(errno, next);
    }

    private static void AllowRaw(Ioctl op, ModelSession? session, IoctlFrame frame, ModelState next, Expectation into)
    {
        next = CopiedOut(next);
        if (frame.IsExtended)
        {
            into.Exercise(Clauses.LuoIoc03);
        }

        const int StructureEnd = IoctlFrame.PayloadOffset + IoctlFrame.NameLength;
        ReadOnlySpan<byte> argument = op.Argument.Span;
        argument = argument[..(int)Math.Min((ulong)argument.Length, op.Length)];
        byte[] bytes = new byte[Math.Max(argument.Length, StructureEnd)];
        argument.CopyTo(bytes);
        if (IoctlFrame.CarriesDescriptor(op.Command))
        {
            bytes.AsSpan(IoctlFrame.ValueOffset, 4).Clear();
        }

        int nameEnd = StructureEnd;
        if (op.Command == IoctlFrame.GetName)
        {
            ReadOnlySpan<byte> name = session!.Name.Span;
            name.CopyTo(bytes.AsSpan(IoctlFrame.PayloadOffset));
            nameEnd = IoctlFrame.PayloadOffset + name.Length + 1;
            bytes[nameEnd - 1] = 0;
        }

        int length = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        Outcome outcome = Outcome.Success(Field.Arg, new ByteString(bytes.AsSpan(0, length)));
        into.Allow(
            nameEnd < StructureEnd
                ? OutcomePattern.ArgumentExcept(outcome, nameEnd, StructureEnd)
                : OutcomePattern.Exactly(outcome),
            next
        );
    }
}
