namespace LiveUpdate.Handover;

/// <summary>Walks what LUO hands over: the record, sessions, files, FLBs (luo-abi 1 to 5).</summary>
internal sealed class LuoWalk
{
    private readonly MemfdWalk _memfd = new();
    private readonly NameSet _names = new();
    private readonly NameSet _flbNames = new();
    private readonly NumberSet _tokens = new();
    private ImageWalk _walk = null!;

    private RuleLedger Ledger => _walk.Ledger;

    public void Run(ImageWalk walk, ulong address, ulong length)
    {
        _walk = walk;
        Ledger.Require(
            length == LuoHeader.Size,
            ImageRules.LuoRecord,
            address,
            "the LUO record has {0} bytes and not {1}",
            length,
            LuoHeader.Size
        );
        if (!walk.TryOpen(address, ImageRules.LuoRecord, "the page of the LUO record", out ReadOnlySpan<byte> page))
        {
            return;
        }

        LuoHeader header = LuoHeader.Read(page);
        walk.Builder?.SetLuo(address, header);
        if (!Ledger.Require(header.IsCompatible, ImageRules.LuoRecord, address, "the LUO record is not of luo-v5"))
        {
            return;
        }

        Number(header.Number, address + LuoHeader.NumberOffset);
        Sessions(header.SessionsAddress, address + LuoHeader.SessionsAddressOffset);
        bool hasFlbs = Ledger.Require(
            header.FlbsAddress != 0,
            ImageRules.LuoRecord,
            address + LuoHeader.FlbsAddressOffset,
            "there is no FLB page"
        );
        if (hasFlbs)
        {
            Flbs(header.FlbsAddress);
        }
    }

    private void Number(ulong number, ulong where)
    {
        ulong expected = _walk.Expectation?.LuoNumber ?? Math.Max(number, 1);
        Ledger.Require(
            number == expected,
            ImageRules.LuoNumber,
            where,
            "this is live update number {0} and not {1}",
            number,
            expected
        );
    }

    private void Sessions(ulong head, ulong where)
    {
        IReadOnlyList<ExpectedSession>? expected = _walk.Expectation?.Sessions;
        if (_walk.Expectation is { IsBeforeReboot: true })
        {
            Ledger.Require(head == 0, ImageRules.NotSerialized, where, "there are sessions before the reboot");
        }
        else if (expected is not null)
        {
            Ledger.Require(
                head == 0 == (expected.Count == 0),
                ImageRules.LuoRecord,
                where,
                "the address of the sessions is 0x{0:x} where {1} are open",
                head,
                (ulong)expected.Count
            );
        }

        _names.Clear();
        var chain = new BlockChain(head, _walk.Geometry.SessionsPerBlock, "a session block");
        int index = 0;
        while (chain.MoveNext(_walk, out ReadOnlySpan<byte> page, out int count))
        {
            for (int i = 0; i < count; i++)
            {
                int offset = BlockHeader.EntryOffset(SessionRecord.Size, i);
                Session(page.Slice(offset, SessionRecord.Size), chain.Block + (ulong)offset, index++, expected);
            }
        }

        if (expected is not null && index > 0)
        {
            Ledger.Require(
                index == expected.Count,
                ImageRules.Sessions,
                head,
                "there are {0} sessions and not {1}",
                (ulong)index,
                (ulong)expected.Count
            );
            Ledger.Exercise(ImageRules.ManySessions, index >= _walk.Geometry.SessionsPerBlock - 1 ? 1 : 0);
        }
    }

    private void Session(ReadOnlySpan<byte> bytes, ulong where, int index, IReadOnlyList<ExpectedSession>? expected)
    {
        SessionRecord session = SessionRecord.Read(bytes);
        Ledger.Exercise(ImageRules.Blocks);
        Name(session.Name, bytes[..SessionRecord.NameSize], where, _names, "the session's name");
        Ledger.Require(
            session.FilesAddress == 0 == (session.FileCount == 0),
            ImageRules.EmptySession,
            where + SessionRecord.FilesAddressOffset,
            "a session with {0} files has them at 0x{1:x}",
            session.FileCount,
            session.FilesAddress
        );
        _walk.Builder?.BeginSession(session, where);
        ExpectedSession? wanted = Wanted(session.Name, where, index, expected);
        Files(session, where, wanted?.Files);
        _walk.Builder?.EndSession();
    }

    private ExpectedSession? Wanted(
        ReadOnlySpan<byte> name,
        ulong where,
        int index,
        IReadOnlyList<ExpectedSession>? expected
    )
    {
        if (expected is null)
        {
            return null;
        }

        Ledger.Exercise(ImageRules.Order);
        Ledger.Exercise(ImageRules.Sessions);
        if (index < expected.Count && name.SequenceEqual(expected[index].Name.Span))
        {
            return expected[index];
        }

        for (int i = 0; i < expected.Count; i++)
        {
            if (name.SequenceEqual(expected[i].Name.Span))
            {
                Ledger.Break(
                    ImageRules.Order,
                    where,
                    "session {0} in the image was created as session {1}",
                    (ulong)index,
                    (ulong)i
                );
                return expected[i];
            }
        }

        Ledger.Break(ImageRules.Sessions, where, "session {0} in the image was not open", (ulong)index);
        return null;
    }

    private void Files(in SessionRecord session, ulong where, IReadOnlyList<ExpectedFile>? expected)
    {
        _tokens.Clear();
        var chain = new BlockChain(session.FilesAddress, _walk.Geometry.FilesPerBlock, "a file block");
        ulong index = 0;
        while (chain.MoveNext(_walk, out ReadOnlySpan<byte> page, out int count))
        {
            for (int i = 0; i < count; i++)
            {
                int offset = BlockHeader.EntryOffset(FileRecord.Size, i);
                File(page.Slice(offset, FileRecord.Size), chain.Block + (ulong)offset, index++, expected);
            }
        }

        Ledger.Require(
            index == session.FileCount,
            ImageRules.Consistency,
            where + SessionRecord.FileCountOffset,
            "the session counts {0} files and its blocks hold {1} (rule 3)",
            session.FileCount,
            index
        );
        if (expected is not null)
        {
            Ledger.Require(
                index == (ulong)expected.Count,
                ImageRules.Files,
                where,
                "the session has {0} files and not {1}",
                index,
                (ulong)expected.Count
            );
            Ledger.Exercise(ImageRules.ManyFiles, index >= (ulong)_walk.Geometry.FilesPerBlock - 1 ? 1 : 0);
        }
    }

    private void File(ReadOnlySpan<byte> bytes, ulong where, ulong index, IReadOnlyList<ExpectedFile>? expected)
    {
        FileRecord file = FileRecord.Read(bytes);
        Ledger.Exercise(ImageRules.Blocks);
        Name(file.Compatible, bytes[..FileRecord.CompatibleSize], where, null, "the handler's name");
        Ledger.Require(
            _tokens.Add(file.Token),
            ImageRules.Consistency,
            where + FileRecord.TokenOffset,
            "the token 0x{0:x} occurs twice in its session (rule 4)",
            file.Token
        );
        _walk.Builder?.BeginFile(file, where);
        ExpectedFile? wanted = Wanted(file.Token, where, index, expected);
        if (wanted is not null)
        {
            Ledger.Require(
                (wanted.Compatible is null || file.Compatible.SequenceEqual(wanted.Compatible.Span))
                    && (wanted.Data is null || file.Data == wanted.Data),
                ImageRules.Files,
                where,
                "the file 0x{0:x} has another handler or other data, 0x{1:x}",
                file.Token,
                file.Data
            );
        }

        if (file.IsMemfd)
        {
            _memfd.Run(_walk, file.Data, wanted);
        }

        _walk.Builder?.EndFile();
    }

    private ExpectedFile? Wanted(ulong token, ulong where, ulong index, IReadOnlyList<ExpectedFile>? expected)
    {
        if (expected is null)
        {
            return null;
        }

        Ledger.Exercise(ImageRules.Order);
        Ledger.Exercise(ImageRules.Files);
        if (index < (ulong)expected.Count && token == expected[(int)index].Token)
        {
            return expected[(int)index];
        }

        for (int i = 0; i < expected.Count; i++)
        {
            if (token == expected[i].Token)
            {
                Ledger.Break(
                    ImageRules.Order,
                    where,
                    "file {0} in the image was preserved as file {1}",
                    index,
                    (ulong)i
                );
                return expected[i];
            }
        }

        Ledger.Break(ImageRules.Files, where, "the token 0x{0:x} was not preserved in this session", token);
        return null;
    }

    private void Flbs(ulong address)
    {
        if (!_walk.TryOpen(address, ImageRules.Flbs, "the FLB page", out ReadOnlySpan<byte> page))
        {
            return;
        }

        FlbHeader header = FlbHeader.Read(page);
        _walk.Builder?.SetFlbHeader(header);
        Ledger.Require(header.PageCount == 1, ImageRules.Flbs, address, "the FLBs take {0} pages", header.PageCount);
        ulong capacity = (ulong)_walk.Geometry.FlbsPerPage;
        Ledger.Require(
            header.Count <= capacity,
            ImageRules.Flbs,
            address + FlbHeader.CountOffset,
            "{0} FLBs are counted where {1} fit",
            header.Count,
            capacity
        );
        int count = (int)Math.Min(header.Count, capacity);
        IReadOnlyList<ExpectedFlb>? expected = _walk.Expectation?.Flbs;
        _flbNames.Clear();
        for (int i = 0; i < count; i++)
        {
            int offset = FlbHeader.RecordOffset(i);
            Flb(page.Slice(offset, FlbRecord.Size), address + (ulong)offset, i, expected);
        }

        if (expected is not null)
        {
            Ledger.Require(
                count == expected.Count,
                ImageRules.Flbs,
                address + FlbHeader.CountOffset,
                "there are {0} FLBs and not {1}",
                (ulong)count,
                (ulong)expected.Count
            );
        }
    }

    private void Flb(ReadOnlySpan<byte> bytes, ulong where, int index, IReadOnlyList<ExpectedFlb>? expected)
    {
        FlbRecord flb = FlbRecord.Read(bytes);
        _walk.Builder?.AddFlb(flb);
        Name(flb.Name, default, where, _flbNames, "the FLB's name");
        Ledger.Require(flb.Count > 0, ImageRules.Flbs, where + FlbRecord.CountOffset, "nothing depends on the FLB");
        if (expected is not null && index < expected.Count)
        {
            ExpectedFlb wanted = expected[index];
            Ledger.Require(
                flb.Name.SequenceEqual(wanted.Name.Span) && (wanted.Data is null || flb.Data == wanted.Data),
                ImageRules.Flbs,
                where,
                "FLB {0} is another one than the one registered there, or has other data",
                (ulong)index
            );
            Ledger.Require(
                wanted.Count is null || flb.Count == wanted.Count,
                ImageRules.Flbs,
                where + FlbRecord.CountOffset,
                "the FLB counts {0} users and not {1}",
                flb.Count,
                wanted.Count ?? 0
            );
        }
    }

    /// <summary>A name is there, terminated, unique and, where a field is given, filled up with zeros.</summary>
    private void Name(ReadOnlySpan<byte> name, ReadOnlySpan<byte> field, ulong where, NameSet? others, string role)
    {
        Ledger.Exercise(ImageRules.Consistency);
        if (name.IsEmpty || (!field.IsEmpty && name.Length == field.Length))
        {
            Ledger.Break(ImageRules.Consistency, where, " is empty or not terminated (rule 4)", subject: role);
        }
        else if (others is not null && !others.Add(name))
        {
            Ledger.Break(ImageRules.Consistency, where, " occurs twice (rule 4)", subject: role);
        }

        if (!field.IsEmpty)
        {
            Ledger.Require(
                !field[name.Length..].ContainsAnyExcept((byte)0),
                ImageRules.Order,
                where,
                " is not filled up with zeros",
                subject: role
            );
        }
    }
}
