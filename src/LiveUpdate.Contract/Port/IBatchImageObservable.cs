namespace LiveUpdate.Contract;

/// <summary>A batch implementation whose handover images can be looked at, each of them that of all programs on the machine.</summary>
public interface IBatchImageObservable
{
    /// <summary>Makes who looks at the images of a machine, for each cold boot anew; <see langword="null"/> for nobody.</summary>
    Func<IImageKeeper>? Keepers { get; set; }
}
