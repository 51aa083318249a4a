using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>The clauses that the model exercises or explains, by their ids.</summary>
internal static class Clauses
{
    public static readonly ClauseId KhoPres12 = ClauseId.Of("KHO-PRES-12");
    public static readonly ClauseId KhoRest05 = ClauseId.Of("KHO-REST-05");
    public static readonly ClauseId KhoCmd01 = ClauseId.Of("KHO-CMD-01");
    public static readonly ClauseId KhoCrash01 = ClauseId.Of("KHO-CRASH-01");
    public static readonly ClauseId LuoDev01 = ClauseId.Of("LUO-DEV-01");
    public static readonly ClauseId LuoDev02 = ClauseId.Of("LUO-DEV-02");
    public static readonly ClauseId LuoDev03 = ClauseId.Of("LUO-DEV-03");
    public static readonly ClauseId LuoIoc01 = ClauseId.Of("LUO-IOC-01");
    public static readonly ClauseId LuoIoc02 = ClauseId.Of("LUO-IOC-02");
    public static readonly ClauseId LuoIoc03 = ClauseId.Of("LUO-IOC-03");
    public static readonly ClauseId LuoIoc04 = ClauseId.Of("LUO-IOC-04");
    public static readonly ClauseId LuoIoc05 = ClauseId.Of("LUO-IOC-05");
    public static readonly ClauseId LuoSess01 = ClauseId.Of("LUO-SESS-01");
    public static readonly ClauseId LuoSess02 = ClauseId.Of("LUO-SESS-02");
    public static readonly ClauseId LuoSess03 = ClauseId.Of("LUO-SESS-03");
    public static readonly ClauseId LuoSess04 = ClauseId.Of("LUO-SESS-04");
    public static readonly ClauseId LuoSess05 = ClauseId.Of("LUO-SESS-05");
    public static readonly ClauseId LuoSess06 = ClauseId.Of("LUO-SESS-06");
    public static readonly ClauseId LuoSess07 = ClauseId.Of("LUO-SESS-07");
    public static readonly ClauseId LuoSess08 = ClauseId.Of("LUO-SESS-08");
    public static readonly ClauseId LuoSess09 = ClauseId.Of("LUO-SESS-09");
    public static readonly ClauseId LuoSess10 = ClauseId.Of("LUO-SESS-10");
    public static readonly ClauseId LuoSess12 = ClauseId.Of("LUO-SESS-12");
    public static readonly ClauseId LuoSess13 = ClauseId.Of("LUO-SESS-13");
    public static readonly ClauseId LuoFile01 = ClauseId.Of("LUO-FILE-01");
    public static readonly ClauseId LuoFile02 = ClauseId.Of("LUO-FILE-02");
    public static readonly ClauseId LuoFile03 = ClauseId.Of("LUO-FILE-03");
    public static readonly ClauseId LuoFile04 = ClauseId.Of("LUO-FILE-04");
    public static readonly ClauseId LuoFile05 = ClauseId.Of("LUO-FILE-05");
    public static readonly ClauseId LuoFile06 = ClauseId.Of("LUO-FILE-06");
    public static readonly ClauseId LuoFile07 = ClauseId.Of("LUO-FILE-07");
    public static readonly ClauseId LuoFile08 = ClauseId.Of("LUO-FILE-08");
    public static readonly ClauseId LuoFile10 = ClauseId.Of("LUO-FILE-10");
    public static readonly ClauseId LuoFile11 = ClauseId.Of("LUO-FILE-11");
    public static readonly ClauseId LuoFile13 = ClauseId.Of("LUO-FILE-13");
    public static readonly ClauseId LuoFile15 = ClauseId.Of("LUO-FILE-15");
    public static readonly ClauseId LuoReboot01 = ClauseId.Of("LUO-REBOOT-01");
    public static readonly ClauseId LuoReboot05 = ClauseId.Of("LUO-REBOOT-05");
    public static readonly ClauseId Memfd01 = ClauseId.Of("MEMFD-01");
    public static readonly ClauseId Memfd02 = ClauseId.Of("MEMFD-02");
    public static readonly ClauseId Memfd03 = ClauseId.Of("MEMFD-03");
    public static readonly ClauseId Memfd04 = ClauseId.Of("MEMFD-04");
    public static readonly ClauseId Memfd05 = ClauseId.Of("MEMFD-05");
    public static readonly ClauseId Memfd06 = ClauseId.Of("MEMFD-06");
    public static readonly ClauseId Memfd07 = ClauseId.Of("MEMFD-07");
    public static readonly ClauseId Memfd08 = ClauseId.Of("MEMFD-08");
    public static readonly ClauseId Memfd09 = ClauseId.Of("MEMFD-09");
    public static readonly ClauseId Memfd10 = ClauseId.Of("MEMFD-10");
    public static readonly ClauseId Memfd11 = ClauseId.Of("MEMFD-11");
    public static readonly ClauseId Memfd13 = ClauseId.Of("MEMFD-13");
    public static readonly ClauseId Memfd16 = ClauseId.Of("MEMFD-16");
    public static readonly ClauseId Memfd17 = ClauseId.Of("MEMFD-17");
    public static readonly ClauseId Memfd18 = ClauseId.Of("MEMFD-18");
}
