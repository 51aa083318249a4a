using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A block of the tracker that the kernel before handed over and that nobody has restored yet.</summary>
/// <param name="Run">Its frames.</param>
/// <param name="Order">Its order.</param>
/// <param name="Contents">What the object that it is part of held at the jump.</param>
/// <param name="Offset">Where in that object the block begins, in bytes.</param>
/// <param name="IsOpen">Whether it shares pages with another block, so that the contract leaves open how it is restored.</param>
public sealed record HandedOverBlock(FrameRun Run, int Order, FileContents Contents, ulong Offset, bool IsOpen);
