using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets;

/// <summary>Where each kernel image has its jump; each is asked once, for an image always lies at the same virtual address.</summary>
/// <param name="kernels">How many kernel images take turns.</param>
internal sealed class JumpPlaces(int kernels)
{
    private readonly ulong[] _addresses = new ulong[kernels];

    /// <summary>How many kernel images take turns.</summary>
    public int Count => _addresses.Length;

    /// <summary>The function's virtual address in a kernel, 0 when nobody has asked yet.</summary>
    /// <param name="kernel">The number of the image.</param>
    public ulong this[int kernel] => Volatile.Read(ref _addresses[kernel]);

    /// <summary>Asks the kernel that runs now where it has its jump.</summary>
    /// <param name="ask">Asks the guest.</param>
    /// <returns>The number of the image.</returns>
    /// <exception cref="ImplementationFaultException">It does not tell.</exception>
    public int Ask(Func<string, string> ask)
    {
        string answer = ask($"luoconf.symbol name={JumpWatch.Symbol}");
        string[] words = answer.Split(' ');
        const string address = "address=0x";
        const string kernel = "kernel=";
        if (
            words is not ["ok", { } where, { } number]
            || !where.StartsWith(address, StringComparison.Ordinal)
            || !number.StartsWith(kernel, StringComparison.Ordinal)
            || !ulong.TryParse(
                where.AsSpan(address.Length),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out ulong found
            )
            || !int.TryParse(number.AsSpan(kernel.Length), CultureInfo.InvariantCulture, out int image)
            || image < 0
            || image >= Count
        )
        {
            throw new ImplementationFaultException(
                FaultKind.NotStarted,
                $"the kernel does not tell where its {JumpWatch.Symbol} is ('{answer}'): it needs CONFIG_KALLSYMS, or check without its images (--images off)"
            );
        }

        Volatile.Write(ref _addresses[image], found);
        return image;
    }
}
