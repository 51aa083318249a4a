namespace LiveUpdate.Contract;

/// <summary>A machine that can account for its pages: who owns each, and whether anything leaked or was freed twice.</summary>
public interface IMemoryAccounts
{
    /// <summary>Checks all accounts now.</summary>
    /// <returns>One line for each thing that is wrong, naming the page's physical address and owner; empty when all is well.</returns>
    IReadOnlyList<string> Audit();
}
