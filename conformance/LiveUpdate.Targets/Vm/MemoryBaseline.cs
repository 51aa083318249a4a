using System.Collections.Concurrent;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>The memory of a kernel that was just entered by kexec and to which nothing was handed over.</summary>
/// <param name="kernels">How many kernels alternate: 1 or 2.</param>
internal sealed class MemoryBaseline(int kernels)
{
    private readonly ConcurrentDictionary<int, long> _totals = [];

    /// <summary>Takes the totals, unless they are known, by kexecs of a machine on which nothing has been done yet.</summary>
    /// <param name="boot">The machine.</param>
    public void Prepare(VmBoot boot)
    {
        for (int i = 0; i < kernels && _totals.Count < kernels; i++)
        {
            boot.Execute([new Kexec(BootParameters.Default)], new Outcome[1], out _);
            KernelMemory memory = boot.ReadMemory();
            _totals.TryAdd(memory.Kernel, memory.Total);
        }
    }

    /// <summary>Its total, in KiB; <see langword="null"/> when it is not known.</summary>
    /// <param name="kernel">Which of the two images runs.</param>
    public long? Of(int kernel) => _totals.TryGetValue(kernel, out long total) ? total : null;
}
