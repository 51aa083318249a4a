using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>RETRIEVE_SESSION whose copy-out fails has used the session up.</summary>
[Mutation("copy-out-loses-session", "RETRIEVE_SESSION whose copy-out fails has used the session up.")]
[Breaks("LUO-SESS-15", "LUO-SESS-13")]
internal sealed class CopyOutLosesSession(IMachine inner)
    : CopyOutSpoilsName(inner, LuoCommand.RetrieveSession, Errno.EINVAL);
