using System.Text;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Writes the reports that were asked for, each to its file or to standard output.</summary>
/// <remarks>NDJSON is written while the run goes on; its file is put in place with the others at the end.</remarks>
internal sealed class ReportSink : IDisposable
{
    private readonly CliEnvironment _environment;
    private readonly IReadOnlyList<ReportRequest> _requests;
    private readonly List<AtomicFile> _logs = [];
    private readonly List<IRunObserver> _observers = [];

    /// <summary>Opens what is written during the run.</summary>
    /// <param name="requests">The reports; none means the text on standard output.</param>
    /// <param name="environment">The process around it.</param>
    /// <exception cref="UsageException">A report's file cannot be written.</exception>
    public ReportSink(IReadOnlyList<ReportRequest> requests, CliEnvironment environment)
    {
        _environment = environment;
        _requests = requests.Any(static request => request.File is null)
            ? requests
            : [.. requests, new ReportRequest("text", null)];
        foreach (ReportRequest request in _requests.Where(static request => request.Format == "ndjson"))
        {
            _observers.Add(
                new EventLog(request.File is null ? new WriterStream(environment.Output) : Open(request.File))
            );
        }
    }

    /// <summary>The formats of a run's reports.</summary>
    public static string[] Formats { get; } = ["text", "json", "junit", "ktap", "ndjson"];

    /// <summary>Who has to see the run's events.</summary>
    public IReadOnlyList<IRunObserver> Observers => _observers;

    /// <summary>Writes everything that can only be written at the end.</summary>
    /// <param name="report">The run.</param>
    /// <param name="withTable">Whether the text has the table of all clauses.</param>
    /// <exception cref="UsageException">A report's file cannot be written.</exception>
    public void Complete(RunReport report, bool withTable)
    {
        foreach (AtomicFile log in _logs)
        {
            log.Commit();
        }

        foreach (ReportRequest request in _requests.Where(static request => request.Format != "ndjson"))
        {
            IReportFormat format = FormatOf(request.Format, withTable);
            if (request.File is null)
            {
                format.Write(report, new WriterStream(_environment.Output));
            }
            else
            {
                Guard(request.File, () => AtomicFile.Write(request.File, stream => format.Write(report, stream)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (AtomicFile log in _logs)
        {
            log.Dispose();
        }
    }

    /// <summary>Turns a failure to write a file the user named into wrong usage.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {unwritable.Message}");
        }
    }

    private static IReportFormat FormatOf(string name, bool withTable) =>
        name switch
        {
            "json" => new JsonReport(),
            "junit" => new JUnitReport(),
            "ktap" => new KtapReport(),
            _ => new TextReport(withTable),
        };

    private Stream Open(string path)
    {
        AtomicFile? file = null;
        Guard(path, () => file = new AtomicFile(path));
        _logs.Add(file!);
        return file!.Stream;
    }

    /// <summary>A stream over a text writer, for formats that write bytes in UTF-8.</summary>
    private sealed class WriterStream(TextWriter writer) : MemoryStream
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var characters = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
            writer.Write(characters, 0, _decoder.GetChars(buffer, characters, flush: false));
        }

        public override void WriteByte(byte value) => Write([value]);

        public override void Flush() => writer.Flush();
    }
}
