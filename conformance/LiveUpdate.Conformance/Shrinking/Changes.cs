using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The changes that lead from a program to those close to it.</summary>
internal static class Changes
{
    /// <summary>All of them but what can be asked at the end, in one order.</summary>
    /// <param name="operations">The program.</param>
    public static List<Change> Of(Operation[] operations)
    {
        var changes = new List<Change>();
        AddPlainKinds(operations, changes);
        AddUndone(operations, changes);
        AddPlainFiles(operations, changes);
        NotifierChanges.Add(operations, changes);
        for (int i = 0; i < operations.Length; i++)
        {
            changes.Add(Change.At(i, null));
            AddRemovalOfObject(operations, i, changes);
            AddPreservedMemory(operations, i, changes);
            foreach (Operation alternative in Alternatives.Of(operations, i))
            {
                if (!alternative.Equals(operations[i]))
                {
                    changes.Add(Change.At(i, alternative));
                }
            }
        }

        return changes;
    }

    /// <summary>What can be asked at the end instead.</summary>
    /// <param name="operations">The program.</param>
    public static List<Change> AtTheEnd(Operation[] operations)
    {
        int last = operations.Length - 1;
        return
        [
            .. new Probes(operations)
                .After(operations.AsSpan(0, last))
                .Where(probe => !probe.Equals(operations[last]))
                .Select(probe => Change.At(last, probe)),
        ];
    }

    /// <summary>Undoes a preservation by a close in place of letting it fail.</summary>
    private static void AddUndone(Operation[] operations, List<Change> changes)
    {
        for (int i = 0; i + 1 < operations.Length; i++)
        {
            if (operations[i] is Inject && operations[i + 1] is PreserveFd preserve)
            {
                changes.Add(new Change([(i, preserve), (i + 1, new Close(preserve.Session))]));
            }
        }
    }

    /// <summary>Preserves a plain file at the end, in the place of something else and what made that.</summary>
    private static void AddPlainFiles(Operation[] operations, List<Change> changes)
    {
        int last = operations.Length - 1;
        if (operations[last] is not PreserveFd preserve)
        {
            return;
        }

        for (int i = 0; i < last; i++)
        {
            if (operations[i] is RegisterHandler or CreateHandlerFile)
            {
                Handle plain = Handle.Parse("plain");
                changes.Add(
                    new Change([
                        (i, new CreateMemfd(plain, 0, null, CreateMemfd.DefaultFlags, ByteString.Empty)),
                        (last, preserve with { File = plain }),
                    ])
                );
            }
        }
    }

    /// <summary>Makes memory that is preserved from the beginning.</summary>
    private static void AddPreservedMemory(Operation[] operations, int index, List<Change> changes)
    {
        if (operations[index] is not (KhoFolio or KhoPages or KhoVmalloc))
        {
            return;
        }

        Handle made = operations[index].Result;
        foreach (ulong size in new ulong[] { 1, 4097 })
        {
            var places = new List<(int, Operation?)> { (index, new KhoAllocPreserve(made, size)) };
            for (int i = index + 1; i < operations.Length && operations[i].Result != made; i++)
            {
                if (
                    operations[i] is KhoPreserveFolio or KhoPreservePages or KhoPreserveVmalloc
                    && Handles.Uses(operations[i], made)
                )
                {
                    places.Add((i, null));
                }
            }

            if (places.Count > 1)
            {
                changes.Add(new Change(places));
            }
        }
    }

    /// <summary>Leaves out what makes something with all that names it, up to where its handle is bound again.</summary>
    private static void AddRemovalOfObject(Operation[] operations, int index, List<Change> changes)
    {
        Handle made = operations[index].Result;
        if (made.IsNone)
        {
            return;
        }

        var places = new List<(int, Operation?)> { (index, null) };
        for (int i = index + 1; i < operations.Length && operations[i].Result != made; i++)
        {
            if (Handles.Uses(operations[i], made))
            {
                places.Add((i, null));
            }
        }

        if (places.Count > 1)
        {
            changes.Add(new Change(places));
        }
    }

    /// <summary>Takes the plainest kind for all handlers and their files.</summary>
    private static void AddPlainKinds(Operation[] operations, List<Change> changes)
    {
        var places = new List<(int, Operation?)>();
        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i] is RegisterHandler { Kinds: not RegisterHandler.DefaultKinds } handler)
            {
                places.Add((i, handler with { Kinds = RegisterHandler.DefaultKinds }));
            }
            else if (operations[i] is CreateHandlerFile { Kind: not 0 } file)
            {
                places.Add((i, file with { Kind = 0 }));
            }
        }

        if (places.Count > 1)
        {
            changes.Add(new Change(places));
        }
    }
}
