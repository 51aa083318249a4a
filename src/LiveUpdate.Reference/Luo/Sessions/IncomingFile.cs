using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>A file that came in, as a handler is told of it before anything is retrieved (D3.6).</summary>
/// <param name="Session">The session's name.</param>
/// <param name="Token">The token.</param>
/// <param name="Data">The handler's number.</param>
public readonly record struct IncomingFile(ByteString Session, ulong Token, ulong Data);
