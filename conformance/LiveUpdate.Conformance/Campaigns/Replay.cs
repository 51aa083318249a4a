using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Runs one given program and judges it, with all the care of a campaign.</summary>
public static class Replay
{
    /// <summary>Runs a program to its end, or to the first difference.</summary>
    /// <param name="program">The program; recorded answers in it are held against the target's too.</param>
    /// <param name="implementation">The implementation to judge.</param>
    /// <param name="imageJudge">Judges handover images; <see langword="null"/> for nobody.</param>
    public static ReplayResult Run(Program program, IImplementation implementation, IImageJudge? imageJudge = null)
    {
        throw new NotSupportedException($"{program} {implementation} {imageJudge}");
    }
}
