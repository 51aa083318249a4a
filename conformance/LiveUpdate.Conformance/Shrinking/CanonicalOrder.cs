using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Sorts operations that do not depend on each other into one order: by verb, as the language lists them.</summary>
internal static class CanonicalOrder
{
    /// <summary>
    /// The program in canonical order. Operations that share a handle, a name or a token keep their order, and nothing
    /// moves across a boot, a limit or a death.
    /// </summary>
    /// <param name="operations">The program.</param>
    public static Operation[] Sort(Operation[] operations)
    {
        var sorted = new List<Operation>(operations.Length);
        int start = 0;
        for (int i = 0; i < operations.Length; i++)
        {
            bool isLast = i == operations.Length - 1;
            if (isLast || IsBarrier(operations[i]))
            {
                Emit(operations.AsSpan(start, i - start), sorted);
                sorted.Add(operations[i]);
                start = i + 1;
            }
        }

        return [.. sorted];
    }

    /// <summary>Whether two neighbours that share something stand in the wrong order, if their order does not matter.</summary>
    /// <param name="first">The operation that comes first now.</param>
    /// <param name="second">The operation behind it.</param>
    public static bool ShouldSwap(Operation first, Operation second) =>
        second.Verb < first.Verb && !Names(second, first.Result) && !Names(first, second.Result);

    private static bool IsBarrier(Operation operation) =>
        operation.Verb
            is Verb.Kexec
                or Verb.Reboot
                or Verb.ColdBoot
                or Verb.Die
                or Verb.LimitFds
                or Verb.CountFds
                or Verb.Inject;

    private static void Emit(ReadOnlySpan<Operation> part, List<Operation> sorted)
    {
        Operation[] left = part.ToArray();
        var done = new bool[left.Length];
        for (int n = 0; n < left.Length; n++)
        {
            int best = -1;
            for (int i = 0; i < left.Length; i++)
            {
                if (!done[i] && IsReady(left, done, i) && (best < 0 || left[i].Verb < left[best].Verb))
                {
                    best = i;
                }
            }

            done[best] = true;
            sorted.Add(left[best]);
        }
    }

    private static bool IsReady(Operation[] left, bool[] done, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (!done[i] && Conflicts(left[i], left[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Conflicts(Operation a, Operation b)
    {
        if (a.Verb == b.Verb || Names(a, b.Result) || Names(b, a.Result))
        {
            return true;
        }

        foreach (Argument x in a.Arguments)
        {
            if (x.Kind == ArgumentKind.Handle && x.Name != "device" && Names(b, x.Handle))
            {
                return true;
            }

            foreach (Argument y in b.Arguments)
            {
                if (x.Name is "name" or "token" && x.Name == y.Name && x.Text == y.Text)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Names(Operation operation, Handle handle) =>
        !handle.IsNone && (operation.Result == handle || Handles.Uses(operation, handle));
}
