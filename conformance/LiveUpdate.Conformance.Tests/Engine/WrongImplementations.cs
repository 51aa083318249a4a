using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

/// <summary>Implementations with one known bug each, made from the model: what the engine must notice and make small.</summary>
internal static class WrongImplementations
{
    public static IReadOnlyDictionary<string, ModelImplementation> All { get; } =
        new Dictionary<string, ModelImplementation>(StringComparer.Ordinal)
        {
            ["token cut to 32 bits"] = new(mishear: static operation =>
                operation switch
                {
                    PreserveFd preserve => preserve with { Token = (uint)preserve.Token },
                    RetrieveFd retrieve => retrieve with { Token = (uint)retrieve.Token },
                    _ => operation,
                }
            ),
            ["token 0 refused"] = new(
                static (_, operation, answer) =>
                    operation is PreserveFd { Token: 0 } && answer.IsOk ? Outcome.Refused(Errno.EINVAL) : answer
            ),
            ["duplicate name accepted"] = new(
                static (_, operation, answer) =>
                    operation.Verb == Verb.CreateSession && answer.Errno == Errno.EEXIST ? Outcome.Ok : answer
            ),
            ["name cut to 62 bytes"] = new(mishear: static operation =>
                operation switch
                {
                    CreateSession { Name.Length: 63 } create => create with
                    {
                        Name = new ByteString(create.Name.Span[..62]),
                    },
                    _ => operation,
                }
            ),
            ["session retrieved twice"] = new(
                static (_, operation, answer) =>
                    operation.Verb == Verb.RetrieveSession && answer.Errno == Errno.EINVAL ? Outcome.Ok : answer
            ),
            ["position lost"] = new(
                static (state, operation, answer) =>
                    operation is Seek { From: SeekFrom.Cur, To: 0 } seek
                    && state.OpenFileOf(seek.Target) is { IsRetrieved: true }
                    && answer.IsOk
                        ? Outcome.Success(Field.Pos, 0)
                        : answer
            ),
            ["seals lost"] = new(
                static (state, operation, answer) =>
                    operation is GetSeals seals
                    && state.MemoryFileOf(seals.Target) is { IsRetrieved: true }
                    && answer.IsOk
                        ? Outcome.Success(Field.Seals, 0)
                        : answer
            ),
            ["second page zero"] = new(
                static (state, operation, answer) =>
                    operation is ReadFile read
                    && state.MemoryFileOf(read.Target) is { IsRetrieved: true, Size: > 4096 }
                    && answer.IsOk
                        ? Outcome.Success([
                            new FieldValue(Field.Len, 1),
                            new FieldValue(Field.Data, ByteString.Of("00*1")),
                        ])
                        : answer
            ),
            ["frozen file grows"] = new(
                static (state, operation, answer) =>
                    operation is Truncate truncate
                    && state.MemoryFileOf(truncate.Target) is { IsFrozen: true } file
                    && truncate.Size > file.Size
                    && answer.Errno == Errno.EPERM
                        ? Outcome.Ok
                        : answer
            ),
            ["52nd session lost"] = new(
                static (state, operation, answer) =>
                    operation.Verb == Verb.RetrieveSession
                    && answer.IsOk
                    && state.SessionsAtKexec == 52
                    && state.IncomingSessions[^1].Name.Equals(((RetrieveSession)operation).Name)
                        ? Outcome.Refused(Errno.ENOENT)
                        : answer
            ),
            ["unlinked file refused"] = new(
                static (state, operation, answer) =>
                    operation is PreserveFd preserve
                    && state.MemoryFileOf(preserve.File) is { Mode: 0x180 }
                    && answer.IsOk
                        ? Outcome.Refused(Errno.ENOENT)
                        : answer
            ),
            ["device opened twice"] = new(
                static (_, operation, answer) =>
                    operation.Verb == Verb.Open && answer.Errno == Errno.EBUSY ? Outcome.Ok : answer
            ),
        };
}
