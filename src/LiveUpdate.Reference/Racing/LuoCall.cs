namespace LiveUpdate.Reference;

/// <summary>What a reboot has to wait for, and what waits while it serializes.</summary>
public enum LuoCall
{
    /// <summary>CREATE_SESSION.</summary>
    CreateSession,

    /// <summary>RETRIEVE_SESSION.</summary>
    RetrieveSession,

    /// <summary>PRESERVE_FD.</summary>
    PreserveFd,

    /// <summary>RETRIEVE_FD.</summary>
    RetrieveFd,

    /// <summary>FINISH.</summary>
    Finish,

    /// <summary>GET_NAME.</summary>
    GetName,

    /// <summary>The last descriptor of a session is closed.</summary>
    Release,

    /// <summary>UNPRESERVE_FD, where there is one.</summary>
    UnpreserveFd,

    /// <summary>The question for the state, where there is one.</summary>
    GetState,
}
