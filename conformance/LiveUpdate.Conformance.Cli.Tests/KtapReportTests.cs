using System.Text;

namespace LiveUpdate.Conformance.Cli.Tests;

public class KtapReportTests
{
    [Fact]
    public void A_clause_that_was_not_exercised_is_skipped_with_its_reason()
    {
        KtapParser.Document document = Write(SampleReports.Passing);
        Assert.Equal(3, document.Plan);
        Assert.Equal(new(true, 1, "LUO-SESS-05", "", "exercised 812 times"), document.Results[0]);
        Assert.Equal(new(true, 2, "LUO-SESS-11", "SKIP", "not exercised: one agent has no races"), document.Results[1]);
        Assert.Equal("SKIP", document.Results[2].Directive);
    }

    [Fact]
    public void A_broken_clause_fails_and_carries_its_minimal_program()
    {
        KtapParser.Document document = Write(SampleReports.Failing);
        Assert.Equal((true, "XFAIL"), (document.Results[0].Ok, document.Results[0].Directive));
        Assert.False(document.Results[1].Ok);
        Assert.False(document.Results[2].Ok);
        Assert.Contains(document.Diagnostics, static line => line.Contains("t = retrieve_session d name=a"));
        Assert.Contains(document.Diagnostics, static line => line.Contains(SampleReports.Failure.Replay));
    }

    [Fact]
    public void A_fault_is_an_error_behind_the_clauses()
    {
        KtapParser.Document document = Write(SampleReports.Faulted);
        KtapParser.Result last = document.Results[^1];
        Assert.Equal((false, "luoconf.run", "ERROR"), (last.Ok, last.Description, last.Directive));
        Assert.Contains("signal 11", last.Data, StringComparison.Ordinal);
    }

    private static KtapParser.Document Write(RunReport report)
    {
        using var buffer = new MemoryStream();
        new KtapReport().Write(report, buffer);
        return KtapParser.Parse(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
