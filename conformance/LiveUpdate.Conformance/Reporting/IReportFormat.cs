namespace LiveUpdate.Conformance;

/// <summary>A form in which a finished run is written down.</summary>
public interface IReportFormat
{
    /// <summary>The word that selects it, such as <c>junit</c>.</summary>
    string Name { get; }

    /// <summary>Writes the whole report. Text is UTF-8 with line feeds.</summary>
    /// <param name="report">The run.</param>
    /// <param name="target">Where to; left open.</param>
    void Write(RunReport report, Stream target);
}
