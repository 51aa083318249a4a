using LiveUpdate.Contract;
using static LiveUpdate.Reference.Guards;

namespace LiveUpdate.Reference;

/// <summary>Linux 7.1: names, kinds, commands and limits as they were before 7.2 (LUO-OLD-01 to LUO-OLD-07).</summary>
/// <remarks>The image is that of 7.3, since that of 7.1 is not described byte for byte.</remarks>
public class Linux71Parts : Parts
{
    /// <inheritdoc/>
    protected internal override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new BoundedSessions(kernel);

    /// <inheritdoc/>
    protected internal override FileSet CreateFileSet(Kernel kernel) => new BoundedFiles(kernel);

    /// <inheritdoc/>
    protected internal override LuoCalls CreateLuoCalls(Kernel kernel) => new Calls(kernel);

    /// <inheritdoc/>
    protected internal override IoctlFraming CreateIoctlFraming(Kernel kernel) => new Framing(kernel);

    private sealed class BoundedSessions(Kernel kernel) : OutgoingSessions(kernel)
    {
        /// <summary>A name that fills its field loses its last byte (LUO-OLD-02).</summary>
        protected internal override ByteString NameOf(ByteString field)
        {
            ByteString name = base.NameOf(field);
            return name.Length > MaxNameLength ? new ByteString(name.Span[..MaxNameLength]) : name;
        }

        /// <summary>The empty name is one like any other (LUO-OLD-01).</summary>
        protected internal override bool IsValid(ByteString name) => name.Length <= MaxNameLength;

        protected internal override Errno Create(ByteString field, out Session? session)
        {
            if (Sessions.Count == Profile.MaxSessions)
            {
                session = null;
                return Refusal(Errno.ENOMEM, "LUO-OLD-06");
            }

            return base.Create(field, out session);
        }
    }

    internal class BoundedFiles(Kernel kernel) : FileSet(kernel)
    {
        protected internal override Errno Preserve(int number, ulong token) =>
            Files.Count == Profile.MaxFiles && !IsTokenTaken(token)
                ? Refusal(Errno.ENOSPC, "LUO-OLD-07")
                : base.Preserve(number, token);
    }

    private sealed class Calls(Kernel kernel) : LuoCalls(kernel)
    {
        /// <summary>Nobody looks at the reserved field (LUO-OLD-04).</summary>
        protected internal override Errno Finish(Session session, uint reserved, bool canWriteBack) =>
            IsOutgoingWithFiles(session) ? Refusal(Errno.EINVAL, "LUO-OLD-05") : base.Finish(session, 0, canWriteBack);

        /// <summary>
        /// What a file that is added to an incoming session, or one that is retrieved before the jump, comes to is left
        /// open; here it is refused, behind all that has an answer (LUO-OLD-05).
        /// </summary>
        protected internal override Errno PreserveFd(Session session, int descriptor, ulong token, bool canWriteBack)
        {
            if (!session.IsIncoming)
            {
                return base.PreserveFd(session, descriptor, token, canWriteBack);
            }

            if (session.Files.IsTokenTaken(token))
            {
                return Refusal(Errno.EEXIST, "LUO-OLD-05");
            }

            OpenFile? file = Kernel.Descriptors[descriptor];
            if (file is null || file.IsPath)
            {
                return Refusal(Errno.EBADF, "LUO-OLD-05");
            }

            return Refusal(Kernel.Luo!.Handlers.FindFor(file) is null ? Errno.ENOENT : Errno.EINVAL, "LUO-OLD-05");
        }

        protected internal override Errno RetrieveFd(Session session, ulong token, bool canWriteBack, out int number)
        {
            if (!session.IsIncoming && session.Files.IsTokenTaken(token) && Kernel.Descriptors.HasRoomFor(1))
            {
                number = -1;
                return Refusal(Errno.EINVAL, "LUO-OLD-05");
            }

            return base.RetrieveFd(session, token, canWriteBack, out number);
        }

        private static bool IsOutgoingWithFiles(Session session) =>
            !session.IsIncoming && session.Files.Files.Count > 0;
    }

    private sealed class Framing(Kernel kernel) : IoctlFraming(kernel)
    {
        /// <summary>Every command works on every session (LUO-OLD-05).</summary>
        protected internal override bool AllowsKind(Session session, uint command) => command != GetName;

        /// <summary>There is no GET_NAME (LUO-OLD-03).</summary>
        protected internal override bool IsKnown(bool isDevice, uint number) =>
            base.IsKnown(isDevice, number) && number != (GetName & 0xFF);
    }
}
