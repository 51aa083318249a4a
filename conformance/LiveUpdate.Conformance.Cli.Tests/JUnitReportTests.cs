using System.Globalization;
using System.Xml.Linq;

namespace LiveUpdate.Conformance.Cli.Tests;

public class JUnitReportTests
{
    public static TheoryData<string> Samples => new("passing", "failing", "faulted");

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_document_has_the_shape_that_build_servers_read(string sample)
    {
        XElement root = Write(Report(sample));
        Assert.Equal("testsuites", root.Name);
        XElement suite = Assert.Single(root.Elements());
        Assert.Equal("testsuite", suite.Name);
        Assert.Equal("properties", suite.Elements().First().Name);
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Equal(suite.Elements().Count() - 1, cases.Length);
        foreach (XElement element in new[] { root, suite })
        {
            Assert.Equal(cases.Length, Count(element, "tests"));
            Assert.Equal(cases.Count(static c => c.Element("failure") is not null), Count(element, "failures"));
            Assert.Equal(cases.Count(static c => c.Element("error") is not null), Count(element, "errors"));
            Assert.Equal(cases.Count(static c => c.Element("skipped") is not null), Count(element, "skipped"));
        }

        Assert.All(
            cases,
            static c =>
            {
                Assert.NotEmpty(c.Attribute("classname")!.Value);
                Assert.NotEmpty(c.Attribute("name")!.Value);
                Assert.True(c.Elements().Count(static e => e.Name != "system-out") <= 1);
            }
        );
    }

    [Fact]
    public void A_broken_clause_shows_its_sentence_and_its_minimal_program()
    {
        XElement failure = Write(SampleReports.Failing).Descendants("failure").First();
        Assert.Equal(SampleReports.Failure.Statement, failure.Attribute("message")!.Value);
        Assert.Contains(SampleReports.Failure.Minimal, failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Last_words_that_XML_cannot_hold_do_no_harm()
    {
        XElement error = Assert.Single(Write(SampleReports.Faulted).Descendants("error"));
        Assert.Contains("BUG:   <oops>", error.Value, StringComparison.Ordinal);
    }

    private static RunReport Report(string sample) =>
        sample switch
        {
            "passing" => SampleReports.Passing,
            "failing" => SampleReports.Failing,
            _ => SampleReports.Faulted,
        };

    private static int Count(XElement element, string attribute) =>
        int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static XElement Write(RunReport report)
    {
        using var buffer = new MemoryStream();
        new JUnitReport().Write(report, buffer);
        buffer.Position = 0;
        return XDocument.Load(buffer).Root!;
    }
}
