using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>Wrong answers to file calls.</summary>
internal static class FileExplanation
{
    public static ClauseId Of(Difference difference, Operation op)
    {
        (Handle handle, bool changesSize) = op switch
        {
            ReadFile read => (read.Target, false),
            WriteFile write => (write.Target, false),
            Seek seek => (seek.Target, false),
            Truncate truncate => (truncate.Target, true),
            Fallocate fallocate => (fallocate.Target, true),
            AddSeals seals => (seals.Target, false),
            GetSeals seals => (seals.Target, false),
            Stat stat => (stat.Target, false),
            Mmap map => (map.Target, false),
            Store store => (store.Mapping, false),
            Reopen reopen => (reopen.Target, false),
            _ => (Handle.None, false),
        };
        if (difference.State.MemoryFileOf(handle) is not { } file)
        {
            return ClauseId.None;
        }

        if (file.IsFrozen && difference.Succeeded && difference.OfOwner(file) is var dead && dead != ClauseId.None)
        {
            return dead;
        }

        OpenFile? open = difference.State.OpenFileOf(handle);
        if (
            difference is { Failed: false, Succeeded: false }
            && file.IsRetrieved
            && IsMistakable(difference.State, open)
        )
        {
            return Clauses.LuoFile02;
        }

        return op switch
        {
            ReadFile read => OfRead(difference, file, open, read),
            WriteFile write => OfWrite(difference, file, open, write),
            Seek seek => OfSeek(difference, file, open, seek),
            Stat => OfStat(difference, file),
            AddSeals or GetSeals => file.IsRetrieved || file.IsFrozen ? Clauses.Memfd10 : OfLocalContents(file),
            Store => file.IsFrozen ? Clauses.Memfd02 : OfUse(difference, file),
            _ when changesSize => OfSizeChange(difference, file),
            _ => OfUse(difference, file),
        };
    }

    /// <summary>Whether the session has another file whose token is the same in its lower half: this may be that one.</summary>
    private static bool IsMistakable(ModelState state, OpenFile? open)
    {
        foreach (ModelSession session in state.IncomingSessions)
        {
            ModelFile? file = Array.Find(session.FileArray, file => file.OpenFileId == open?.Id);
            if (file is not null)
            {
                return Array.Exists(
                    session.FileArray,
                    other => other.Token != file.Token && (uint)other.Token == (uint)file.Token
                );
            }
        }

        return false;
    }

    private static ClauseId OfRead(Difference difference, MemoryFile file, OpenFile? open, ReadFile read)
    {
        if (difference.Failed || difference.Succeeded)
        {
            return OfUse(difference, file);
        }

        bool atPosition = read.At is null && open is { IsRetrieved: true };
        if (atPosition && open!.IsRetrievedAgain)
        {
            return Clauses.LuoFile08;
        }

        if (atPosition && file.Premises.Has(FilePremises.MovedWhilePreserved))
        {
            return OfPosition(difference);
        }

        if (!file.IsRetrieved)
        {
            return OfFilling(difference, file) ?? OfLocalContents(file);
        }

        return difference.Differs(Field.Len) ? Clauses.Memfd03 : OfContents(difference, file);
    }

    /// <summary>Contents that crossed a kexec are not what they were.</summary>
    private static ClauseId OfContents(Difference difference, MemoryFile file)
    {
        if (file.IsFrozen)
        {
            return Clauses.Memfd06;
        }

        FilePremises premises = file.Premises;
        if (premises.Has(FilePremises.Finished) && FirstDifference.ReadsZero(difference.Wanted, difference.Got))
        {
            return premises.Has(FilePremises.FinishedByClose) ? Clauses.LuoSess12 : Clauses.LuoFile10;
        }

        if (premises.Has(FilePremises.RetrievedLate))
        {
            return Clauses.KhoRest05;
        }

        if (OfFilling(difference, file) is { } filling)
        {
            return filling;
        }

        if (premises.Has(FilePremises.WrittenWhilePreserved))
        {
            return Clauses.Memfd02;
        }

        return file.Crossings > 1 ? Clauses.Memfd17 : Clauses.Memfd02;
    }

    /// <summary>Zeros that preserving should have put into holes and fresh pages.</summary>
    private static ClauseId? OfFilling(Difference difference, MemoryFile file)
    {
        if (!FirstDifference.ExpectsZero(difference.Wanted, difference.Got))
        {
            return null;
        }

        if (file.Premises.Has(FilePremises.HadUnwrittenPages))
        {
            return Clauses.Memfd05;
        }

        return file.Premises.Has(FilePremises.HadHoles) ? Clauses.Memfd03 : null;
    }

    /// <summary>Contents of a file of this kernel were damaged by preserving it or giving it back.</summary>
    private static ClauseId OfLocalContents(MemoryFile file)
    {
        if (file.IsFrozen)
        {
            return Clauses.Memfd06;
        }

        if (file.Premises.Has(FilePremises.Unpreserved))
        {
            return Clauses.Memfd08;
        }

        return file.Premises.Has(FilePremises.PreserveFailed) ? Clauses.LuoFile04 : ClauseId.None;
    }

    private static ClauseId OfWrite(Difference difference, MemoryFile file, OpenFile? open, WriteFile write)
    {
        ulong start = open is { Append: true } ? file.Size : write.At ?? open?.Position ?? 0;
        if (file.IsFrozen)
        {
            bool crosses = start < file.Size && start + write.Len > file.Size;
            return crosses ? Clauses.Memfd07 : Clauses.Memfd06;
        }

        return OfSizeChange(difference, file);
    }

    /// <summary>A change of the size or a write was allowed or refused wrongly.</summary>
    private static ClauseId OfSizeChange(Difference difference, MemoryFile file)
    {
        if (file.IsFrozen)
        {
            // A file that may be changed no longer by this descriptor either: refused as frozen, though for another cause.
            bool byFailure = difference.Got.Errno == Errno.EPERM && file.Premises.Has(FilePremises.PreserveFailed);
            return byFailure ? Clauses.Memfd08 : Clauses.Memfd06;
        }

        if (difference.Succeeded)
        {
            return file.IsRetrieved ? Clauses.Memfd10 : OfLocalContents(file);
        }

        if (difference.Got.Errno == Errno.EPERM)
        {
            if (file.IsRetrieved && !file.Premises.Has(FilePremises.Finished))
            {
                return Clauses.Memfd09;
            }

            if (file.Premises.Has(FilePremises.Unpreserved | FilePremises.PreserveFailed))
            {
                return Clauses.Memfd08;
            }

            return file.IsRetrieved ? Clauses.Memfd09 : ClauseId.None;
        }

        return OfUse(difference, file);
    }

    private static ClauseId OfSeek(Difference difference, MemoryFile file, OpenFile? open, Seek seek)
    {
        if (seek.From == SeekFrom.End)
        {
            return file.IsRetrieved && !file.IsFrozen ? Clauses.Memfd03 : OfLocalContents(file);
        }

        if (open is not { IsRetrieved: true })
        {
            return OfLocalContents(file);
        }

        return open.IsRetrievedAgain ? Clauses.LuoFile08 : OfPosition(difference);
    }

    /// <summary>A position that crossed: that at the reboot, or that at the event FREEZE where there is one.</summary>
    private static ClauseId OfPosition(Difference difference) =>
        difference.State.Has(Differences.GlobalStates) ? Clauses.LuoState08 : Clauses.Memfd04;

    private static ClauseId OfStat(Difference difference, MemoryFile file)
    {
        if (difference.Failed)
        {
            return OfUse(difference, file);
        }

        if (difference.Differs(Field.Size))
        {
            if (file.IsFrozen)
            {
                return Clauses.Memfd06;
            }

            if (file.IsRetrieved)
            {
                return file.Size == 0 ? Clauses.Memfd18 : Clauses.Memfd03;
            }

            return OfLocalContents(file);
        }

        if (difference.Differs(Field.Blocks))
        {
            if (file.IsRetrieved)
            {
                return Clauses.Memfd13;
            }

            return file.IsFrozen ? Clauses.Memfd03 : OfLocalContents(file);
        }

        return file.IsRetrieved ? Clauses.Memfd11 : ClauseId.None;
    }

    /// <summary>A descriptor that should work does not, or the other way round.</summary>
    private static ClauseId OfUse(Difference difference, MemoryFile file)
    {
        if (!file.IsRetrieved)
        {
            return file.IsFrozen ? Clauses.Memfd06 : ClauseId.None;
        }

        if (file.Premises.Has(FilePremises.FinishedByClose))
        {
            return Clauses.LuoSess12;
        }

        if (file.Premises.Has(FilePremises.Finished))
        {
            return Clauses.LuoFile10;
        }

        return difference.Got.Errno == Errno.EPERM ? Clauses.Memfd09 : Clauses.Memfd11;
    }
}
