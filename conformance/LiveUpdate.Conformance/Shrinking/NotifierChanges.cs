using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The changes by which programs about a finalize step and its notifiers meet in the same one.</summary>
internal static class NotifierChanges
{
    private static readonly Handle Fresh = Handle.Parse("fresh");

    /// <summary>Adds those of a program.</summary>
    /// <param name="operations">The program.</param>
    /// <param name="changes">Where to.</param>
    public static void Add(Operation[] operations, List<Change> changes)
    {
        if (Array.Exists(operations, static operation => operation is RegisterNotifier))
        {
            AddPlainPriorities(operations, changes);
            AddFolios(operations, changes);
            AddReboots(operations, changes);
        }
    }

    /// <summary>Registers the notifiers in the order in which they are called, all of the lowest priority.</summary>
    private static void AddPlainPriorities(Operation[] operations, List<Change> changes)
    {
        int[] places =
        [
            .. Enumerable.Range(0, operations.Length).Where(index => operations[index] is RegisterNotifier),
        ];
        RegisterNotifier[] registered = [.. places.Select(index => (RegisterNotifier)operations[index])];
        if (!Array.Exists(registered, static one => one.Priority > 0))
        {
            return;
        }

        RegisterNotifier[] called = [.. registered.OrderByDescending(static one => one.Priority)];
        changes.Add(
            new Change([.. places.Select((index, i) => (index, (Operation?)(called[i] with { Priority = 0 })))])
        );
    }

    /// <summary>Lets a notifier preserve what was preserved before.</summary>
    private static void AddFolios(Operation[] operations, List<Change> changes)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i] is not KhoAllocPreserve made)
            {
                continue;
            }

            for (int j = 0; j < operations.Length; j++)
            {
                if (operations[j] is ScriptNotifier { On: NotifierCallback.Finalize, Folio.IsNone: true } script)
                {
                    // The folio is made before the script that names it.
                    changes.Add(
                        new Change([
                            (Math.Min(i, j), new KhoFolio(made.Result, 0, null)),
                            (Math.Max(i, j), script with { Folio = made.Result }),
                        ])
                    );
                }
            }
        }
    }

    /// <summary>Leaves it to LUO to finalize, inside reboot; and to a notifier that refuses to take that back.</summary>
    private static void AddReboots(Operation[] operations, List<Change> changes)
    {
        int off = Array.FindIndex(operations, static operation => operation is Kexec);
        int finalize = Array.FindIndex(operations, static operation => operation is KhoFinalize);
        if (off < 0 || finalize < off)
        {
            return;
        }

        int abort = Array.FindIndex(operations, finalize, static operation => operation is KhoAbort);
        if (abort > 0)
        {
            foreach (RegisterNotifier notifier in operations[..finalize].OfType<RegisterNotifier>())
            {
                var refusal = new ScriptNotifier(notifier.Result, NotifierCallback.Finalize, Errno.EIO, 0, Handle.None);
                changes.Add(new Change([(off, null), (finalize, refusal), (abort, new Kexec(BootParameters.Default))]));
            }

            return;
        }

        int last = operations.Length - 1;
        foreach (KhoFolio folio in operations[..finalize].OfType<KhoFolio>())
        {
            if (finalize < last)
            {
                changes.Add(
                    new Change([
                        (off, null),
                        (finalize, new Kexec(BootParameters.Default)),
                        (last, new KhoRestoreFolio(Fresh, folio.Result, 0)),
                    ])
                );
            }
        }
    }
}
