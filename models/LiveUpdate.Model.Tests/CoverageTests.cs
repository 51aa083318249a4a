namespace LiveUpdate.Model.Tests;

public sealed class CoverageTests
{
    /// <summary>The clauses that the user interface shows to one agent with nothing but answers.</summary>
    private const string Shown =
        "KHO-PRES-12 KHO-REST-05 KHO-CMD-01 KHO-CRASH-01 LUO-DEV-01 LUO-DEV-02 LUO-DEV-03 LUO-IOC-01 LUO-IOC-02 "
        + "LUO-IOC-03 LUO-IOC-04 LUO-IOC-05 LUO-SESS-01 LUO-SESS-02 LUO-SESS-03 LUO-SESS-04 LUO-SESS-05 LUO-SESS-06 "
        + "LUO-SESS-07 LUO-SESS-08 LUO-SESS-09 LUO-SESS-10 LUO-SESS-12 LUO-SESS-13 LUO-FILE-01 LUO-FILE-02 LUO-FILE-03 "
        + "LUO-FILE-04 LUO-FILE-05 LUO-FILE-06 LUO-FILE-07 LUO-FILE-08 LUO-FILE-10 LUO-FILE-11 LUO-FILE-13 LUO-FILE-15 "
        + "LUO-REBOOT-01 LUO-REBOOT-05 MEMFD-01 MEMFD-02 MEMFD-03 MEMFD-04 MEMFD-05 MEMFD-06 MEMFD-07 MEMFD-08 MEMFD-09 "
        + "MEMFD-10 MEMFD-11 MEMFD-13 MEMFD-17 MEMFD-18";

    [Fact]
    public void Every_clause_that_answers_can_show_is_exercised_by_a_program()
    {
        var exercised = new HashSet<string>(StringComparer.Ordinal);
        foreach (TheoryDataRow<string, string, string> row in new Programs())
        {
            exercised.UnionWith(new Judge().Run(row.Data.Item3).Exercised);
        }

        Assert.Empty(Shown.Split(' ').Except(exercised));
    }
}
