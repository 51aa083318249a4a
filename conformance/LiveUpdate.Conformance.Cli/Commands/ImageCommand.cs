using System.CommandLine;
using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary><c>luoconf image FILE</c>: reads a handover image, judges it, takes files out of it, boots from it.</summary>
internal sealed class ImageCommand
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description =
            "An ELF core (QEMU dump-guest-memory, kdump, luoconf check --save-image) or raw memory; gzip is fine.",
    };

    private readonly Option<ulong?> _fdt = Options.Address(
        "--fdt",
        "Physical address of the KHO tree; without it, it is looked for."
    );

    private readonly Option<bool> _json = new("--json") { Description = "Print it for programs." };
    private readonly Option<string?> _extract = new("--extract")
    {
        Description = "Only write the contents of one memfd to the file of --out.",
        HelpName = "SESSION/TOKEN",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "Where --extract writes.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _boot = new("--boot")
    {
        Description = "Only boot the reference from the image, and run a program on it.",
        HelpName = "PROGRAM",
    };

    private readonly CliEnvironment _environment;

    private ImageCommand(Command command, CliEnvironment environment)
    {
        _environment = environment;
        command.Add(_file);
        command.Add(_fdt);
        command.Add(_json);
        command.Add(_extract);
        command.Add(_out);
        command.Add(_boot);
        command.SetAction(parsed => (int)Run(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="environment">The process around it.</param>
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("image", "Show what a handover image holds, and judge it by the image rules.");
        _ = new ImageCommand(command, environment);
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        string? extract = parsed.GetValue(_extract);
        string? boot = parsed.GetValue(_boot);
        string? to = parsed.GetValue(_out);
        if (extract is null != to is null)
        {
            throw new UsageException("--extract goes with --out; give both or neither");
        }

        if (extract is not null && boot is not null)
        {
            throw new UsageException("one thing at a time: choose --extract or --boot");
        }

        Contract.Program? program = boot is null ? null : ProgramFile.Read(boot);
        string path = parsed.GetRequiredValue(_file);
        using ImageFile image = ImageSource.Open(path, parsed.GetValue(_fdt));
        return program is not null ? Boot(image, program)
            : extract is not null ? Extract(image, extract, to!)
            : Show(image, Path.GetFileName(path), parsed.GetValue(_json));
    }

    private ExitCode Show(ImageFile image, string name, bool asJson)
    {
        HandoverImage read = HandoverImage.Read(image);
        var contents = new MemfdContents(image);
        new TextSink(asJson ? [new ReportRequest("json", null)] : [], _environment).Write(
            json => new ImageJson(json, read, contents).Write(name),
            asJson ? string.Empty : new ImageText(read, contents).Print(name)
        );
        return read.FaultCount == 0 ? ExitCode.Conformant : ExitCode.Broken;
    }

    private ExitCode Boot(ImageFile image, Contract.Program program) =>
        ImageBoot.Run(image, program, _environment.Output) ? ExitCode.Conformant : ExitCode.Broken;

    private ExitCode Extract(ImageFile image, string which, string to)
    {
        HandoverMemfd memfd = Find(HandoverImage.Read(image), which);
        if (memfd.Record.Length > long.MaxValue)
        {
            throw new UsageException($"--extract: {which} has a size that no file can have");
        }

        ReportSink.Guard(
            to,
            () =>
            {
                using FileStream file = File.Create(to);
                new MemfdContents(image).CopyTo(memfd, file);
            }
        );
        _environment.Output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{to}: {memfd.Record.Length} bytes of {which}")
        );
        return ExitCode.Conformant;
    }

    private static HandoverMemfd Find(HandoverImage image, string which)
    {
        int slash = which.LastIndexOf('/');
        if (slash < 0 || Options.ParseNumber(which[(slash + 1)..]) is not { } token)
        {
            throw new UsageException($"--extract: '{which}' is no SESSION/TOKEN, such as alpha/0x1a");
        }

        string name = which[..slash];
        HandoverSession session =
            image.Sessions.FirstOrDefault(session =>
                session.Name.ToString() == name || session.Name.Equals(ByteString.Of(name))
            )
            ?? throw new UsageException(
                $"--extract: there is no session '{name}'; {Nearest.Hint(name, image.Sessions.Select(static s => s.Name.ToString()))}'luoconf image' shows all"
            );
        return session.Files.FirstOrDefault(file => file.Token == token)?.Memfd
            ?? throw new UsageException($"--extract: session '{name}' has no memfd with that token");
    }
}
