namespace LiveUpdate.Contract;

/// <summary>What somebody kept of a handover image, to judge by it when the image is gone.</summary>
public abstract class KeptImage;
