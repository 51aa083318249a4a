using System.CommandLine;

namespace LiveUpdate.Conformance.Cli;

/// <summary>The option <c>--report</c>, which may be given several times.</summary>
internal static class ReportOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="formats">The formats that the command can write.</param>
    public static Option<ReportRequest[]> Create(params string[] formats)
    {
        var option = new Option<ReportRequest[]>("--report")
        {
            Description =
                $"Write a report: {string.Join(", ", formats)}; with =FILE into a file. May be given several times.",
            HelpName = "FORMAT[=FILE]",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result =>
            {
                ReportRequest[] requests = [.. result.Tokens.Select(static token => ReportRequest.Of(token.Value))];
                foreach (ReportRequest request in requests)
                {
                    Check(request, formats, result.AddError);
                }

                if (requests.Count(static request => request.File is null) > 1)
                {
                    result.AddError("--report: only one report can go to standard output; give the others a file");
                }

                return requests;
            },
        };
        option.CompletionSources.Add(formats);
        return option;
    }

    private static void Check(ReportRequest request, string[] formats, Action<string> complain)
    {
        if (Array.IndexOf(formats, request.Format) < 0)
        {
            complain(
                $"--report: there is no format '{request.Format}'; {Nearest.Hint(request.Format, formats)}choose one of {string.Join(", ", formats)}"
            );
        }
        else if (request.File?.Length == 0)
        {
            complain($"--report {request.Format}=: the file's name is missing");
        }
    }
}
