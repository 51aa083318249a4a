using System.Text.Json;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Writes the reports of the commands that are no campaign: text and JSON.</summary>
/// <param name="requests">The reports; without one for standard output the text goes there.</param>
/// <param name="environment">The process around it.</param>
internal sealed class TextSink(IReadOnlyList<ReportRequest> requests, CliEnvironment environment)
{
    /// <summary>Writes all reports.</summary>
    /// <param name="json">Writes the properties of the JSON object.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UsageException">A report's file cannot be written.</exception>
    public void Write(Action<Utf8JsonWriter> json, string text)
    {
        foreach (ReportRequest request in requests)
        {
            string content = request.Format == "json" ? Json(json) : text;
            if (request.File is null)
            {
                environment.Output.Write(content);
            }
            else
            {
                ReportSink.Guard(request.File, () => AtomicFile.WriteText(request.File, content));
            }
        }

        if (requests.All(static request => request.File is not null))
        {
            environment.Output.Write(text);
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
