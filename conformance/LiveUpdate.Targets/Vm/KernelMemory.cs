namespace LiveUpdate.Targets;

/// <summary>What a kernel has to give out.</summary>
/// <param name="Kernel">Which of the two images runs.</param>
/// <param name="Total">
/// All memory that the kernel manages, in KiB: what was handed over to it is not in it until it is restored. Every kernel
/// of a machine has the same total when nothing is handed over to it, to the page.
/// </param>
/// <param name="Used">
/// What of it is in use, in KiB, but for what processes and small objects take: the contents of files, and pages that nobody
/// knows of any more. On a kernel that loses nothing it differed by less than 80 KiB before and after two hundred programs.
/// </param>
internal readonly record struct KernelMemory(int Kernel, long Total, long Used);
