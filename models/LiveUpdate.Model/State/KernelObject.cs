using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>An object of a user in the kernel that is handed over in one or several versions (D2.3).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fill">The byte of which version 0 is made.</param>
/// <param name="Versions">A bit for each version.</param>
/// <param name="WasRefused">Whether it was asked for by somebody who knew none of its versions.</param>
public sealed record KernelObject(ByteString Name, byte Fill, ulong Versions, bool WasRefused = false);
