using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A session that once existed and must not be found any more.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it is gone.</param>
public sealed record LostSession(ByteString Name, LostReason Reason);
