namespace LiveUpdate.Contract;

/// <summary>A machine whose memory can be looked at between two operations, as a next kernel would find it now.</summary>
public interface IHandoverView
{
    /// <summary>The memory, and where the handover would be; it holds until the next operation.</summary>
    IPhysicalImage View();
}
