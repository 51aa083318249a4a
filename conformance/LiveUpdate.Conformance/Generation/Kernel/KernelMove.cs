namespace LiveUpdate.Conformance;

/// <summary>The moves that a case about handlers and FLBs is made of.</summary>
internal enum KernelMove : byte
{
    PreserveNew,
    PreserveHeld,
    ScriptHandler,
    ScriptFlb,
    CloseSession,
    CloseFile,
    Die,
    FailReboot,
    GetOutgoing,
    PutOutgoing,
    GetIncoming,
    PutIncoming,
    RetrieveSession,
    RetrieveFile,
    Finish,
    List,
    Register,
    Unregister,
    RegisterFlb,
    Depend,
    PreserveOther,
    FailPreserve,
    RefuseFinish,
    FailRetrieve,
    FailFlbRetrieve,
    RegisterAnew,
    LookAtValue,
    ComeBack,
}
