namespace LiveUpdate.Contract;

/// <summary>A jump as one of the programs that went through it sees it.</summary>
/// <param name="Image">What was kept of the image.</param>
/// <param name="OwnName">What the program calls a session that the image names; <see langword="null"/> for a session that is not its own.</param>
/// <param name="IsAlone">Whether all of the image is the program's.</param>
public sealed record SharedJump(KeptImage Image, Func<ByteString, ByteString?> OwnName, bool IsAlone);
