using System.CommandLine;
using System.CommandLine.Completions;
using LiveUpdate.Contract;
using LiveUpdate.Model;
using LiveUpdate.Mutants;
using LiveUpdate.Reference;
using LiveUpdate.Targets;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The options that choose an implementation; without any of them it is the built-in reference.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _mutant = new("--mutant", "-m")
    {
        Description = "A built-in implementation with one known bug; 'luoconf mutants --list' shows them.",
        HelpName = "ID",
    };

    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "The built-in reference of another profile than the one that is judged.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _connect = new("--connect")
    {
        Description = "An implementation that listens on tcp:HOST:PORT (this machine) or unix:PATH.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> _assembly = new("--assembly")
    {
        Description = "An implementation in a .NET assembly.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _type = new("--type")
    {
        Description = "Which type of --assembly, where several fit.",
        HelpName = "NAME",
    };

    private readonly Option<FileInfo?> _kernel = new("--kernel")
    {
        Description = "A Linux kernel (bzImage), run in a virtual machine; 'luoconf doctor' says what that needs.",
        HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _nextKernel = new("--next-kernel")
    {
        Description = "A second kernel for --kernel: each kexec goes to the other one.",
        HelpName = "FILE",
    };

    private readonly Option<string> _accelerator = new("--accel")
    {
        Description = "How QEMU runs --kernel; auto takes KVM where a kernel boots under it.",
        HelpName = "tcg|kvm|auto",
        DefaultValueFactory = static _ => "tcg",
    };

    private readonly Option<FileInfo?> _guest = new("--guest")
    {
        Description = "A built guest for --kernel, as of conformance/guest; without it a C compiler builds one.",
        HelpName = "FILE",
    };

    private readonly Option<string> _images = new("--images")
    {
        Description = "Whether the handover images of --kernel are looked at and judged at every kexec.",
        HelpName = "on|off",
        DefaultValueFactory = static _ => "on",
    };

    /// <summary>How long a program may take in this process unless told otherwise; right ones take milliseconds.</summary>
    private static readonly TimeSpan ProgramLimit = TimeSpan.FromSeconds(60);

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description =
            "How long an operation may take outside of this process, or a whole program on an --assembly, such as 10s.",
        HelpName = "DURATION",
        CustomParser = Options.ParseDuration,
    };

    private readonly Argument<string[]> _child = new("COMMAND")
    {
        Description =
            "Behind --: a program that is an implementation and speaks the wire on standard input and output.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    /// <param name="command">The command.</param>
    public TargetOptions(Command command)
    {
        _mutant.CompletionSources.Add(static _ =>
            MutantCatalogue.All.Select(static mutant => new CompletionItem(mutant.Id))
        );
        _accelerator.AcceptOnlyFromAmong("tcg", "kvm", "auto");
        _images.AcceptOnlyFromAmong("on", "off");
        _reference.AcceptOnlyFromAmong([.. ProfileCatalogue.BuiltIn.Profiles.Select(static profile => profile.Name)]);
        command.Add(_mutant);
        command.Add(_reference);
        command.Add(_connect);
        command.Add(_assembly);
        command.Add(_type);
        command.Add(_kernel);
        command.Add(_nextKernel);
        command.Add(_guest);
        command.Add(_accelerator);
        command.Add(_images);
        command.Add(_timeout);
        command.Add(_child);
    }

    /// <summary>The implementation that was chosen.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="profile">The profile that it is held to.</param>
    /// <exception cref="UsageException">There is no such implementation, or more than one was chosen.</exception>
    public Target Resolve(ParseResult parsed, Profile profile)
    {
        Mutant? mutant = parsed.GetValue(_mutant) is { } id ? FindMutant(id) : null;
        if (profile == Profile.Linux73 && mutant is not null)
        {
            profile = mutant.Profile;
        }

        Target target = Resolve(parsed, () => new ReferenceImplementation(profile));
        string arguments =
            profile == Profile.Linux73 ? target.Arguments : $"{target.Arguments} --profile {profile.Name}".TrimStart();
        ModelOptions model = target.Model with { Profile = profile, NodeBorders = mutant?.NodeBorders ?? [] };
        return target with { Model = model, ReplayArguments = arguments };
    }

    /// <summary>The words behind <c>--</c>: a command, also where an argument that takes any number of words has taken them.</summary>
    /// <param name="parsed">The parsed command line.</param>
    public static string[] BehindDashes(ParseResult parsed) =>
        [.. parsed.Tokens.SkipWhile(static token => token.Value != "--").Skip(1).Select(static token => token.Value)];

    private Target Resolve(ParseResult parsed, Func<IImplementation> usual)
    {
        string[] child = BehindDashes(parsed);
        if (child.Length == 0 && parsed.GetValue(_child) is { Length: > 0 } unexpected)
        {
            IEnumerable<string> known = parsed.CommandResult.Command.Options.Select(static option => option.Name);
            string hint = Nearest.Hint(unexpected[0], known);
            throw new UsageException(
                $"'{unexpected[0]}' is not expected here; {hint}a command to run stands behind --"
            );
        }

        RefuseAlone(parsed, _type, _assembly);
        RefuseAlone(parsed, _nextKernel, _kernel);
        RefuseAlone(parsed, _guest, _kernel);
        Func<Target>?[] choices =
        [
            parsed.GetValue(_mutant) is { } id ? () => OfMutant(id) : null,
            parsed.GetValue(_reference) is { } name ? () => OfReference(name) : null,
            parsed.GetValue(_connect) is { } address ? () => OfSocket(address, Limits(parsed)) : null,
            parsed.GetValue(_assembly) is { } file
                ? () => OfAssembly(file, parsed.GetValue(_type), parsed.GetValue(_timeout) ?? ProgramLimit)
                : null,
            parsed.GetValue(_kernel) is { } kernel ? () => OfKernel(kernel, parsed) : null,
            child.Length > 0 ? () => OfChild(child, Limits(parsed)) : null,
        ];
        Func<Target>[] chosen = [.. choices.OfType<Func<Target>>()];
        return chosen.Length switch
        {
            0 => new Target(usual(), string.Empty),
            1 => chosen[0](),
            _ => throw new UsageException(
                "one implementation at a time: choose one of --mutant, --reference, --connect, --assembly, --kernel and a command behind --"
            ),
        };
    }

    /// <summary>Looks a mutant up.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="UsageException">There is none of that id.</exception>
    public static Mutant FindMutant(string id) =>
        MutantCatalogue.All.FirstOrDefault(mutant => mutant.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException(
            $"there is no mutant '{id}'; {Nearest.Hint(id, MutantCatalogue.All.Select(static mutant => mutant.Id))}'luoconf mutants --list' shows all"
        );

    private static void RefuseAlone(ParseResult parsed, Option detail, Option main)
    {
        if (parsed.GetResult(detail) is not null && parsed.GetResult(main) is null)
        {
            throw new UsageException($"{detail.Name} goes with {main.Name}; give both or neither");
        }
    }

    private static Target OfMutant(string id)
    {
        Mutant mutant = FindMutant(id);
        return new Target(mutant.Create(), $"--mutant {mutant.Id}");
    }

    private static Target OfReference(string name) =>
        new(new ReferenceImplementation(Profile.Find(name)!), $"--reference {name}");

    private static Target OfSocket(string address, WireLimits limits)
    {
        try
        {
            return new Target(new SocketImplementation(address, limits), $"--connect {Target.Quote(address)}");
        }
        catch (FormatException malformed)
        {
            throw new UsageException($"--connect: {malformed.Message}");
        }
    }

    private static Target OfAssembly(string file, string? type, TimeSpan limit)
    {
        try
        {
            string suffix = type is null ? string.Empty : $" --type {Target.Quote(type)}";
            IImplementation implementation = AssemblyImplementation.Load(file, type);
            return new Target(implementation, $"--assembly {Target.Quote(file)}{suffix}") { ProgramLimit = limit };
        }
        catch (ImplementationFaultException missing)
        {
            throw new UsageException($"--assembly: {missing.Message}");
        }
    }

    private Target OfKernel(FileInfo kernel, ParseResult parsed)
    {
        FileInfo? next = parsed.GetValue(_nextKernel);
        foreach (FileInfo missing in new[] { kernel, next }.OfType<FileInfo>().Where(static file => !file.Exists))
        {
            throw new UsageException($"there is no kernel {missing}; name a bzImage");
        }

        FileInfo? guest = parsed.GetValue(_guest);
        if (guest is { Exists: false })
        {
            throw new UsageException($"there is no guest {guest}; build conformance/guest with 'gcc -O2 -static'");
        }

        string accelerator = parsed.GetRequiredValue(_accelerator);
        bool showsImages = parsed.GetRequiredValue(_images) == "on";
        var options = new VmOptions(kernel.FullName)
        {
            NextKernel = next?.FullName,
            Guest = guest?.FullName,
            Accelerator = accelerator,
            ShowsImages = showsImages,
        };
        if (parsed.GetValue(_timeout) is { } timeout)
        {
            options = options with { Limits = options.Limits with { Operation = timeout } };
        }

        if (accelerator == "auto")
        {
            (accelerator, string reason) = AcceleratorProbe.Choose(options);
            options = options with { Accelerator = accelerator };
            parsed.InvocationConfiguration.Error.WriteLine($"--accel auto takes {accelerator}: {reason}");
        }

        string other = next is null ? string.Empty : $" --next-kernel {Target.Quote(next.ToString())}";
        string built = guest is null ? string.Empty : $" --guest {Target.Quote(guest.ToString())}";
        string speed = accelerator == "tcg" ? string.Empty : $" --accel {accelerator}";
        string images = showsImages ? string.Empty : " --images off";
        return new Target(
            new VmImplementation(options),
            $"--kernel {Target.Quote(kernel.ToString())}{other}{built}{speed}{images}"
        )
        {
            Model = ModelOptions.Default with { MayRunOutOfMemory = true },
            ImageJudge = ImageJudge.CreateForKernel,
            PlantsByDefault = false,
        };
    }

    private static Target OfChild(string[] command, WireLimits limits) =>
        new(
            new ChildProcessImplementation(command[0], command[1..], limits),
            $"-- {string.Join(' ', command.Select(Target.Quote))}"
        );

    private WireLimits Limits(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } timeout
            ? WireLimits.Default with
            {
                Operation = timeout,
                Start = timeout,
            }
            : WireLimits.Default;
}
