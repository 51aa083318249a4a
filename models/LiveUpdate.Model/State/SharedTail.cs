namespace LiveUpdate.Model;

/// <summary>
/// Lists that states share as arrays with room behind their end: the state that first appends takes the free place behind
/// the end, which no other state looks at, and only a second one has to copy.
/// </summary>
/// <remarks>A place is taken atomically, so that threads may step from one state at the same time.</remarks>
internal static class SharedTail
{
    private const int Slack = 4;

    /// <summary>Appends an item, in place where the array has a free place there.</summary>
    /// <param name="array">The array; another one afterwards when there was no place.</param>
    /// <param name="count">How many items the state has in it, one more afterwards.</param>
    /// <param name="item">The item.</param>
    /// <returns>Whether the array is another one, which nobody shares yet.</returns>
    public static bool Append<T>(ref T[] array, ref int count, T item)
        where T : class
    {
        int at = count++;
        if (at < array.Length && Interlocked.CompareExchange(ref array[at]!, item, null) is null)
        {
            return false;
        }

        array = Grow(array, at);
        array[at] = item;
        return true;
    }

    /// <summary>Appends a binding, in place where the array has a free place there.</summary>
    /// <param name="array">The array; another one afterwards when there was no place.</param>
    /// <param name="count">How many bindings the state has in it, one more afterwards.</param>
    /// <param name="binding">The binding.</param>
    public static void Append(ref Binding[] array, ref int count, in Binding binding)
    {
        int at = count++;
        if (at >= array.Length || !array[at].TryTake(binding))
        {
            array = Grow(array, at);
            _ = array[at].TryTake(binding);
        }
    }

    /// <summary>Takes an item out, in an array of its own.</summary>
    /// <param name="array">The array; another one afterwards.</param>
    /// <param name="count">How many items the state has in it, one less afterwards.</param>
    /// <param name="index">The item's index.</param>
    public static void Remove<T>(ref T[] array, ref int count, int index)
    {
        T[] old = array;
        count--;
        array = count == 0 ? [] : new T[count + Slack];
        old.AsSpan(0, index).CopyTo(array);
        old.AsSpan(index + 1, count - index).CopyTo(array.AsSpan(index));
    }

    /// <summary>The first items, in an array of its own.</summary>
    /// <param name="array">The array.</param>
    /// <param name="count">How many items the state has in it.</param>
    public static T[] Copy<T>(T[] array, int count)
    {
        var copy = new T[count + Slack];
        array.AsSpan(0, count).CopyTo(copy);
        return copy;
    }

    private static T[] Grow<T>(T[] array, int count)
    {
        var grown = new T[Math.Max(Slack, count + (count >> 1) + 1)];
        array.AsSpan(0, count).CopyTo(grown);
        return grown;
    }
}
