namespace LiveUpdate.Conformance.Cli.Tests;

public class TextReportTests
{
    [Fact]
    public void A_passing_run_ends_with_its_verdict() =>
        GoldenFile.Matches(new TextReport().Print(SampleReports.Passing), "report-passing");

    [Fact]
    public void A_failure_reads_from_the_clause_to_the_command_that_replays_it() =>
        GoldenFile.Matches(new TextReport().Print(SampleReports.Failing), "report-failing");

    [Fact]
    public void A_fault_is_shown_with_its_last_words() =>
        GoldenFile.Matches(new TextReport().Print(SampleReports.Faulted), "report-faulted");

    [Fact]
    public void The_table_has_a_row_for_each_clause() =>
        GoldenFile.Matches(TextReport.ClauseTable(SampleReports.Failing), "report-table");
}
