using System.Collections.Immutable;
using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Writes failing programs to the campaign's directory.</summary>
/// <param name="directory">The directory, or <see langword="null"/> to write nothing.</param>
internal sealed class FailureFiles(string? directory)
{
    /// <summary>Writes the program of a violation.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="violation">The violation.</param>
    /// <param name="isMinimal">Whether it is the minimal one.</param>
    /// <returns>The file's path, or <see langword="null"/> when nothing is written.</returns>
    public string? Write(CaseId caseId, Violation violation, bool isMinimal)
    {
        for (int i = 0; i < violation.Companions.Length; i++)
        {
            Companion companion = violation.Companions[i];
            Write(
                $"{violation.Clause}-{NameOf(caseId)}.with-{NameOf(companion.Case)}.luo",
                $"# {violation.Clause}: shared the machine with case {caseId}, case {companion.Case}\n",
                companion.Program
            );
        }

        string what = isMinimal ? "minimal program" : "program as found";
        return Write(
            $"{violation.Clause}-{NameOf(caseId)}{(isMinimal ? ".min" : string.Empty)}.luo",
            $"# {violation.Clause}: {what}, case {caseId}\n# got: {violation.Got}\n"
                + $"# allowed: {string.Join(" or ", violation.Allowed)}\n",
            violation.Program
        );
    }

    /// <summary>Writes the programs that shared the machine with one that was not seen to fail again, into a directory of their own.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="company">The programs.</param>
    public void WriteCompany(Failure failure, ImmutableArray<Companion> company)
    {
        if (failure.Reproduction != Reproduction.Never)
        {
            return;
        }

        string folder = $"{failure.Original.Clause}-{NameOf(failure.Case)}.company";
        foreach (Companion companion in company)
        {
            Write(
                Path.Combine(folder, $"{NameOf(companion.Case)}.luo"),
                $"# shared the machine with case {failure.Case}: case {companion.Case}\n",
                companion.Program
            );
        }
    }

    /// <summary>Writes the program to which the implementation gave no answer.</summary>
    /// <param name="fault">The fault.</param>
    public string? Write(TargetFault fault) =>
        Write(
            $"fault-{NameOf(fault.Case)}.luo",
            $"# {fault.Kind}: {fault.Message.ReplaceLineEndings(" ")}\n",
            fault.Program
        );

    private static string NameOf(CaseId caseId)
    {
        var name = new StringBuilder();
        foreach (char c in caseId.CorpusName is { } corpus ? Path.GetFileNameWithoutExtension(corpus) : $"{caseId}")
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-');
        }

        return name.ToString();
    }

    private string? Write(string name, string comment, Program program)
    {
        if (directory is null)
        {
            return null;
        }

        string path = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, comment + ProgramText.Print(program));
        return path;
    }
}
