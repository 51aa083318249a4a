namespace LiveUpdate.Reference;

/// <summary>The fourth version of LUO: one state for all of it, and files that can be unpreserved one by one (D4.1, D3.8).</summary>
/// <remarks>The image is that of 7.3; a live update that was not prepared has the number 0 in it, and no FLBs.</remarks>
public class LuoV4Parts : Parts
{
    /// <inheritdoc/>
    protected internal override AlternativeCalls? CreateAlternative(Kernel kernel) => CreateStages(kernel);

    /// <inheritdoc/>
    protected internal override OutgoingSessions CreateOutgoingSessions(Kernel kernel) => new StagedSessions(kernel);

    /// <inheritdoc/>
    protected internal override IncomingSessions CreateIncomingSessions(Kernel kernel, BlockSet? blocks) =>
        new StagedIncoming(kernel, blocks);

    /// <inheritdoc/>
    protected internal override FileSet CreateFileSet(Kernel kernel) => new StagedFiles(kernel);

    /// <inheritdoc/>
    protected internal override LuoReboot CreateReboot(Kernel kernel) => new StagedReboot(kernel);

    /// <summary>The state of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    protected internal virtual LuoStages CreateStages(Kernel kernel) => new(kernel);
}
