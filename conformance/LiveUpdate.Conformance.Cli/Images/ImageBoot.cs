using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Handover;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Boots the reference from an image, as the next kernel would be, and runs a program on it.</summary>
internal static class ImageBoot
{
    private const ulong LeastMemory = 512UL << 20;
    private const ulong MostMemory = 64UL << 30;
    private const int LargestFolioOrder = 10;

    /// <summary>Runs the program and prints what comes back.</summary>
    /// <param name="image">The image.</param>
    /// <param name="program">The program; an answer recorded in it has to come back.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>Whether all recorded answers came back.</returns>
    /// <exception cref="ImplementationFaultException">The kernel panics.</exception>
    /// <exception cref="UsageException">The image lies too high for a machine of the reference.</exception>
    public static bool Run(ISparseImage image, Contract.Program program, TextWriter output)
    {
        using IMachine machine = new ReferenceImplementation(MachineFor(image)).BootFrom(image);
        int number = 0;
        bool isLike = true;
        foreach (ProgramLine line in program.Lines)
        {
            Outcome got = machine.Execute(line.Operation);
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {++number, 5}  {new ProgramLine(line.Operation, got)}")
            );
            if (line.Recorded is not null && !got.Covers(line.Recorded))
            {
                isLike = false;
                output.WriteLine($"         recorded was {line.Recorded}");
            }
        }

        return isLike;
    }

    /// <summary>A machine with the image's page size, and memory up to its last page.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="UsageException">The image lies too high for a machine of the reference.</exception>
    public static ReferenceOptions MachineFor(ISparseImage image)
    {
        PageGeometry geometry = PageGeometry.Of(image.PageSize);
        ulong step = (ulong)image.PageSize << LargestFolioOrder;
        ulong last = image.PageAddresses.LastOrDefault();
        if (last >= MostMemory)
        {
            throw new UsageException(
                $"the image has memory at 0x{last:x}; machines of the reference end at 0x{MostMemory:x}"
            );
        }

        ulong size = Math.Max(LeastMemory, (last / step + 1) * step);
        return new ReferenceOptions { Geometry = geometry, Nodes = [new MemoryNode(0, size)] };
    }
}
