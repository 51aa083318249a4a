using System.Globalization;
using System.Text;
using System.Xml;

namespace LiveUpdate.Conformance;

/// <summary>JUnit XML, what build servers read: one test case a clause, with the minimal program in the failure.</summary>
public sealed class JUnitReport : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "junit";

    /// <inheritdoc/>
    public void Write(RunReport report, Stream target)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            NewLineChars = "\n",
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using (var xml = XmlWriter.Create(target, settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, report);
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, report);
            WriteProperties(xml, report);
            foreach (ClauseReport clause in report.Clauses)
            {
                WriteClause(xml, report, clause);
            }

            WriteFault(xml, report.Fault);
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndDocument();
        }

        target.WriteByte((byte)'\n');
    }

    private static void WriteCounts(XmlWriter xml, RunReport report)
    {
        int faults = report.Fault is null ? 0 : 1;
        int failures = report.Count(ClauseVerdict.Broken) + report.Count(ClauseVerdict.HeldUnexpectedly);
        int skipped = report.Clauses.Count(static clause => IsSkipped(clause.Verdict));
        xml.WriteAttributeString("name", "luoconf");
        xml.WriteAttributeString("tests", Number(report.Clauses.Length + faults));
        xml.WriteAttributeString("failures", Number(failures));
        xml.WriteAttributeString("errors", Number(faults));
        xml.WriteAttributeString("skipped", Number(skipped));
        xml.WriteAttributeString("time", report.Seconds.ToString("F3", CultureInfo.InvariantCulture));
    }

    private static void WriteProperties(XmlWriter xml, RunReport report)
    {
        xml.WriteStartElement("properties");
        (string Name, string Value)[] properties =
        [
            ("verdict", ReportWords.Of(report.Verdict)),
            ("implementation", report.Implementation),
            ("suite", report.SuiteVersion),
            ("profile", report.Profile),
            ("seed", report.Seed.ToString(CultureInfo.InvariantCulture)),
            ("cases", Number(report.Cases)),
            ("operations", Number(report.Operations)),
            ("kexecs", Number(report.Kexecs)),
        ];
        foreach ((string name, string value) in properties)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", Clean(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteClause(XmlWriter xml, RunReport report, ClauseReport clause)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", $"luoconf.{Area(clause.Id)}");
        xml.WriteAttributeString("name", Clean(clause.Name.Length == 0 ? clause.Id : $"{clause.Id} {clause.Name}"));
        xml.WriteAttributeString("time", "0");
        if (IsSkipped(clause.Verdict))
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Clean($"{ReportWords.Of(clause.Verdict)} {clause.Remark}".TrimEnd()));
            xml.WriteEndElement();
        }
        else if (clause.Verdict == ClauseVerdict.HeldUnexpectedly)
        {
            WriteProblem(xml, "failure", "known-deviation", "held, although it is listed as a known deviation", "");
        }
        else if (clause.Verdict == ClauseVerdict.Broken)
        {
            WriteBroken(xml, report, clause);
        }

        xml.WriteElementString(
            "system-out",
            clause.Verdict == ClauseVerdict.Carried
                ? Clean(clause.Remark)
                : string.Create(CultureInfo.InvariantCulture, $"exercised {clause.Exercised} times")
        );
        xml.WriteEndElement();
    }

    private static void WriteBroken(XmlWriter xml, RunReport report, ClauseReport clause)
    {
        FailureReport[] failures = [.. report.Failures.Where(failure => failure.Clause == clause.Id)];
        string message = failures.Length == 0 ? clause.Name : failures[0].Statement;
        WriteProblem(
            xml,
            "failure",
            "broken-clause",
            message,
            string.Join('\n', failures.Select(failure => FailureText.Print(failure, report) + "\n" + failure.Minimal))
        );
    }

    private static void WriteFault(XmlWriter xml, FaultReport? fault)
    {
        if (fault is null)
        {
            return;
        }

        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "luoconf");
        xml.WriteAttributeString("name", "run");
        xml.WriteAttributeString("time", "0");
        string text = $"{fault.LastWords}\n{fault.Replay}\n{fault.Program}";
        WriteProblem(xml, "error", fault.Kind, fault.Message, text);
        xml.WriteEndElement();
    }

    private static void WriteProblem(XmlWriter xml, string element, string type, string message, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("message", Clean(message));
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    private static bool IsSkipped(ClauseVerdict verdict) =>
        verdict is ClauseVerdict.NotExercised or ClauseVerdict.NotApplicable or ClauseVerdict.BrokenAsKnown;

    private static string Area(string id)
    {
        int last = id.LastIndexOf('-');
        return last < 0 ? id : id[..last];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An implementation's last words may hold what XML cannot: such characters become spaces.</summary>
    private static string Clean(string text) =>
        text.All(XmlConvert.IsXmlChar)
            ? text
            : string.Concat(text.Select(static c => XmlConvert.IsXmlChar(c) ? c : ' '));
}
