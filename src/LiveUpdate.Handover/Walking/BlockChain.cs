namespace LiveUpdate.Handover;

/// <summary>Goes along a chain of blocks (luo-abi 2).</summary>
/// <param name="head">Physical address of the first block, 0 for none.</param>
/// <param name="capacity">How many entries a block holds.</param>
/// <param name="role">What the blocks are, for messages.</param>
internal struct BlockChain(ulong head, int capacity, string role)
{
    private ulong _next = head;
    private int _blocks;

    /// <summary>Physical address of the block reached.</summary>
    public ulong Block { get; private set; }

    /// <summary>Goes to the next block.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="page">The block's page.</param>
    /// <param name="count">How many entries of it are valid.</param>
    /// <returns>Whether there is one, and a valid one.</returns>
    public bool MoveNext(ImageWalk walk, out ReadOnlySpan<byte> page, out int count)
    {
        page = default;
        count = 0;
        Block = _next;
        if (_next == 0 || !walk.TryOpen(Block, ImageRules.BlockChain, role, out page))
        {
            return false;
        }

        RuleLedger ledger = walk.Ledger;
        BlockHeader header = BlockHeader.Read(page);
        if (
            !ledger.Require(
                ++_blocks <= BlockHeader.MaxBlocks,
                ImageRules.BlockChain,
                Block,
                " too many",
                subject: role
            )
            || !ledger.Require(
                header.Count >= 1 && header.Count <= (ulong)capacity,
                ImageRules.BlockChain,
                Block + BlockHeader.CountOffset,
                " counts {0} entries, where 1 to {1} are valid",
                header.Count,
                (ulong)capacity,
                subject: role
            )
        )
        {
            return false;
        }

        ledger.Require(
            header.Next == 0 || header.Count == (ulong)capacity,
            ImageRules.BlockCount,
            Block + BlockHeader.CountOffset,
            " with {0} of {1} entries is followed by another one",
            header.Count,
            (ulong)capacity,
            subject: role
        );
        count = (int)header.Count;
        _next = header.Next;
        return true;
    }
}
