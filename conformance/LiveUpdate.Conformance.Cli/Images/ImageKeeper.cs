using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Keeps the images of failing cases: runs their programs again and writes the image of every jump.</summary>
/// <param name="directory">Where the images go.</param>
internal sealed class ImageKeeper(string directory)
{
    /// <summary>Refuses an implementation whose images cannot be seen.</summary>
    /// <param name="target">The implementation.</param>
    /// <exception cref="UsageException">They cannot be seen.</exception>
    public static void Require(Target target)
    {
        if (!target.Implementation.Observes.HasFlag(ObservationClasses.Image))
        {
            throw new UsageException(
                $"--save-image: {target.Title} does not show its images; the reference, its image mutants and kernels do"
            );
        }
    }

    /// <summary>Writes the images of all failures.</summary>
    /// <param name="failures">The failures.</param>
    /// <param name="implementation">The implementation.</param>
    /// <returns>The files.</returns>
    public IReadOnlyList<string> Keep(IEnumerable<Failure> failures, IImplementation implementation)
    {
        var files = new List<string>();
        foreach (Failure failure in failures)
        {
            string origin = Path.GetFileNameWithoutExtension(failure.Case.CorpusName) ?? $"case-{failure.Case.Index}";
            Keep($"{failure.Clause}-{origin}", failure.Original.Program, implementation, files);
            Keep($"{failure.Clause}-{origin}.min", failure.Minimal.Program, implementation, files);
        }

        return files;
    }

    private void Keep(string name, Contract.Program program, IImplementation implementation, List<string> files)
    {
        using IMachine machine = implementation.Start();
        if (machine is not IImageObservable observable)
        {
            return;
        }

        int jump = 0;
        observable.AtJump = image =>
        {
            string path = Path.Combine(directory, FormattableString.Invariant($"{name}-{++jump}.elf"));
            ReportSink.Guard(path, () => Write(image, path));
            files.Add(path);
        };
        try
        {
            foreach (Operation operation in program.Operations)
            {
                _ = machine.Execute(operation);
            }
        }
        catch (ImplementationFaultException)
        {
            // The kernel that fell over its image is the reason to keep the image.
        }
    }

    private void Write(IPhysicalImage image, string path)
    {
        Directory.CreateDirectory(directory);
        using FileStream file = File.Create(path);
        _ = ElfCoreWriter.Write(image, file);
    }
}
