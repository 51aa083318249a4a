using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Makes a failing program minimal: nothing can be removed from it and no value lowered with the same clause still broken.</summary>
public static class Reducer
{
    /// <summary>Reduces a program.</summary>
    /// <param name="program">The program; recorded answers are ignored.</param>
    /// <param name="implementation">The implementation to judge.</param>
    /// <param name="imageJudge">Judges handover images; <see langword="null"/> for nobody.</param>
    /// <param name="cancellation">Ends the search early, with the smallest program so far.</param>
    /// <returns>The failure, or <see langword="null"/> when the program breaks no clause.</returns>
    /// <exception cref="ImplementationFaultException">The implementation gave no answer to the program as it is.</exception>
    public static Failure? Reduce(
        Program program,
        IImplementation implementation,
        IImageJudge? imageJudge = null,
        CancellationToken cancellation = default
    )
    {
        throw new NotSupportedException($"{program} {implementation} {imageJudge}");
    }
}
