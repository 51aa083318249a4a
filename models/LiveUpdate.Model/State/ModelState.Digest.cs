namespace LiveUpdate.Model;

/// <content>Telling states apart exactly.</content>
public sealed partial class ModelState
{
    /// <summary>A number of 128 bits that two states share only if the contract cannot tell them apart, whatever follows.</summary>
    /// <remarks>
    /// Unlike <see cref="Fingerprint"/> it knows names, tokens, sizes, positions, contents, handles, and the order of sessions
    /// and files. It does not know identities, which depend on the order of their making, nor what only coverage asks for.
    /// </remarks>
    public UInt128 Digest()
    {
        var digest = new StateDigest(this);
        digest.Add(IsKhoEnabled, IsLuoEnabled, IsDeviceBusy, IsDeserialized);
        digest.Add((ulong)(BootNumber + 1), IsScratchChosen ? 1UL : 0);
        digest.Add(LoadedImage is { } kind ? 1 + (ulong)kind : 0, FreeDescriptors is { } free ? 1 + (ulong)free : 0);
        digest.Add(
            Faults is null ? 0 : 1 + (ulong)Faults.Traces,
            Faults is { IsPending: true } ? 1UL : 2 * (Faults?.CopyOut ?? 0)
        );
        digest.Add(Alternative is null ? 0 : 1 + (ulong)Alternative.Stage);
        digest.Add(ImageParameters.Kho);
        digest.Add(ImageParameters.LiveUpdate);
        digest.Add(ImageParameters.Scratch);
        Binding[] bindings = Bindings.ToArray();
        Array.Sort(bindings, static (left, right) => left.Handle.CompareTo(right.Handle));
        foreach (Binding binding in bindings)
        {
            digest.Add(binding);
        }

        digest.Add((ulong)_outgoingCount, (ulong)_incoming.Length);
        foreach (ModelSession session in OutgoingSessions)
        {
            digest.Add(session);
        }

        foreach (ModelSession session in _incoming)
        {
            digest.Add(session);
        }

        return digest.Value;
    }
}
