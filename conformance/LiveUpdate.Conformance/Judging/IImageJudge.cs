using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Judges the handover image at each jump (observation class I).</summary>
/// <remarks>One instance serves all workers, so it keeps nothing between calls.</remarks>
public interface IImageJudge
{
    /// <summary>Looks at the image; called during the jump, when the view of memory holds.</summary>
    /// <param name="image">The image.</param>
    /// <param name="findings">Where to say which clauses were exercised and which are broken.</param>
    void Judge(IPhysicalImage image, ImageFindings findings);
}
