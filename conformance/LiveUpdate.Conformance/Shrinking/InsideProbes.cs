using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What one would ask inside the kernel next, behind the beginning of a program that does so.</summary>
internal sealed class InsideProbes
{
    private const int MostNames = 2;

    private static readonly Handle Fresh = Handle.Parse("fresh");
    private static readonly ByteString OfMemfds = ByteString.Of("memfd-v2");

    private readonly bool _hasMemory;
    private readonly bool _hasHandlers;
    private readonly bool _hasFinalize;
    private readonly List<ByteString> _subtrees = [];

    private InsideProbes(Operation[] operations)
    {
        foreach (Operation operation in operations)
        {
            _hasMemory |= operation.Verb is >= Verb.KhoFolio and <= Verb.KhoWalk;
            _hasHandlers |= operation.Verb is >= Verb.HandlerRegister and <= Verb.FlbPutIncoming;
            _hasFinalize |= operation.Verb is >= Verb.KhoFinalize and <= Verb.KhoNotifierScript;
            if (
                operation is KhoAddSubtree add
                && _subtrees.Count < MostNames
                && !_subtrees.Exists(name => name.Equals(add.Name))
            )
            {
                _subtrees.Add(add.Name);
            }
        }
    }

    /// <summary>Whether a program asks inside the kernel, or injects faults there.</summary>
    /// <param name="operations">The program.</param>
    public static bool Concern(Operation[] operations) =>
        Array.Exists(operations, static operation => operation.Verb is Verb.Inject or >= Verb.LuoEvent);

    /// <summary>The probes for a program, or <see langword="null"/> when it has nothing inside the kernel.</summary>
    /// <param name="operations">The program.</param>
    public static InsideProbes? For(Operation[] operations)
    {
        var probes = new InsideProbes(operations);
        return probes._hasMemory || probes._hasHandlers || probes._hasFinalize ? probes : null;
    }

    /// <summary>Adds what can be asked.</summary>
    /// <param name="open">The handles of a letter that are bound.</param>
    /// <param name="probes">What is to be asked.</param>
    public void Ask(Func<char, Handle[]> open, List<Operation> probes)
    {
        if (_hasHandlers)
        {
            AskHandlers(open('h'), open('b'), probes);
        }

        if (_hasFinalize)
        {
            probes.Add(new KhoFinalize());
            probes.Add(new KhoAbort());
        }

        if (_hasMemory)
        {
            AskMemory(open('k'), probes);
        }
    }

    private static void AskHandlers(Handle[] handlers, Handle[] bound, List<Operation> probes)
    {
        probes.Add(new RegisterHandler(Fresh, OfMemfds, RegisterHandler.DefaultKinds, HandlerCallbacks.None));
        probes.AddRange(handlers.Select(static handler => new ListIncoming(handler)));
        foreach (Handle flb in bound)
        {
            probes.Add(new FlbReference(Verb.FlbGetOutgoing, flb));
            probes.Add(new FlbReference(Verb.FlbPutOutgoing, flb));
            probes.Add(new FlbReference(Verb.FlbGetIncoming, flb));
            probes.Add(new FlbReference(Verb.FlbPutIncoming, flb));
        }
    }

    private void AskMemory(Handle[] memory, List<Operation> probes)
    {
        probes.Add(new CreateMemfd(Fresh, 1, 1, CreateMemfd.DefaultFlags, ByteString.Empty));
        probes.Add(new KhoFolio(Fresh, 0, null));
        foreach (Handle target in memory)
        {
            probes.Add(new KhoPreserveFolio(target));
            probes.Add(new KhoUnpreserveFolio(target));
            probes.Add(new KhoRestoreFolio(Fresh, target, 0));
            probes.Add(new KhoRestorePages(Fresh, target, 0, 1));
            probes.Add(new KhoUnpreserveFree(target));
            probes.Add(new KhoPreserveVmalloc(target));
            probes.Add(new KhoUnpreserveVmalloc(target));
            probes.Add(new KhoRemoveSubtree(target));
            probes.AddRange(_subtrees.Select(name => new KhoAddSubtree(target, name, null)));
            probes.Add(new KhoGetEntries(target));
        }

        probes.AddRange(_subtrees.Select(static name => new KhoRetrieveSubtree(Fresh, name)));
        probes.Add(new KhoUnpreserveFree(Handle.None));
        probes.Add(new KhoKeys());
    }
}
