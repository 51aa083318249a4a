using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>CREATE_SESSION whose copy-out fails leaves its session behind: the name is taken.</summary>
[Mutation(
    "HL-32-copy-out-keeps-session",
    "CREATE_SESSION whose copy-out fails leaves its session behind: the name is taken.",
    History = "HL-32"
)]
[Breaks("LUO-SESS-14", "LUO-IOC-05", "LUO-SESS-02")]
internal sealed class CopyOutKeepsSession(IMachine inner)
    : CopyOutSpoilsName(inner, LuoCommand.CreateSession, Errno.EEXIST);
