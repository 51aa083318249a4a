using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Judges the handover image at each jump (observation class I).</summary>
/// <remarks>Each thread has one of its own, which may remember what it saw since <see cref="Start"/>.</remarks>
public interface IImageJudge
{
    /// <summary>A machine has been started: what follows is of its kernels.</summary>
    void Start();

    /// <summary>Looks at the image; called during the jump, when the view of memory holds.</summary>
    /// <param name="image">The image.</param>
    /// <param name="before">The states that the machine may have been in just before the operation that jumps; at least one.</param>
    /// <param name="findings">Where to say which clauses were exercised and which are broken.</param>
    void Judge(IPhysicalImage image, ReadOnlySpan<ModelState> before, ImageFindings findings);

    /// <summary>Looks at what is handed over after a reboot has failed: nothing that a next kernel could find (LUO-REBOOT-04).</summary>
    /// <param name="image">The memory as it is now.</param>
    /// <param name="findings">Where to say which clauses were exercised and which are broken.</param>
    void JudgeRefusal(IPhysicalImage image, ImageFindings findings) { }
}
