using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>A machine whose jumps were looked at before, together with those of other programs.</summary>
internal interface ISharedJumps
{
    /// <summary>Called at every jump; <see langword="null"/> for nobody.</summary>
    Action<SharedJump>? AtJump { get; set; }
}
