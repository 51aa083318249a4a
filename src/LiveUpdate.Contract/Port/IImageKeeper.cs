namespace LiveUpdate.Contract;

/// <summary>Looks at the images of one machine, from its cold boot on, and keeps of each what will be needed.</summary>
public interface IImageKeeper
{
    /// <summary>Looks at an image; called during the jump, when the view of memory holds, on whichever thread.</summary>
    /// <param name="image">The image.</param>
    /// <returns>What is kept of it.</returns>
    KeptImage Keep(IPhysicalImage image);
}
