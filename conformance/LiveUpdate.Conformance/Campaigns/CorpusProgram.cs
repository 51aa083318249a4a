using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A program that a campaign runs before its random cases. Recorded answers in it are left to <see cref="Replay"/>.</summary>
/// <param name="Name">Where it comes from, such as its file name.</param>
/// <param name="Program">The program.</param>
public sealed record CorpusProgram(string Name, Program Program);
