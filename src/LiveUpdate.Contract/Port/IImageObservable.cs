namespace LiveUpdate.Contract;

/// <summary>A machine whose handover image can be looked at (observation class I).</summary>
public interface IImageObservable
{
    /// <summary>Called at every jump into a next kernel, before that kernel runs; <see langword="null"/> for nobody.</summary>
    Action<IPhysicalImage>? AtJump { get; set; }
}
