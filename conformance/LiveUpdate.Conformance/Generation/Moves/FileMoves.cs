using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Making files, changing them and looking at them.</summary>
internal static class FileMoves
{
    private const ulong NoexecSeal = 8;
    private const ulong Exec = 16;
    private const ulong Hugetlb = 4;

    /// <summary>A memfd, or now and then an unlinked file on tmpfs.</summary>
    public static void MakeFile(Scene scene)
    {
        if (scene.Choices.Chance(12))
        {
            MakeTmpfile(scene);
        }
        else
        {
            MakeMemfd(scene);
        }
    }

    /// <summary>A memfd: sparse or filled, with any of the creation flags.</summary>
    public static void MakeMemfd(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        ulong size = Size(scene);
        byte? fill = size <= PreservationMoves.MostBytes && !choices.Chance(25) ? scene.Fill() : null;
        ulong flags = choices.Chance(20)
            ? choices.Pick<ulong>([0, 1, 2, NoexecSeal, Exec, 3 | NoexecSeal, 3 | Exec, 1 | NoexecSeal])
            : CreateMemfd.DefaultFlags;
        ByteString name = ByteString.Empty;
        if (choices.Chance(scene.Profile.Refusals / 3))
        {
            flags = choices.Pick<ulong>([NoexecSeal | Exec, 3 | NoexecSeal | Exec, 1UL << 31, 32, 3 | (1UL << 20)]);
        }
        else if (choices.Chance(3))
        {
            name = choices.Pick<ByteString>([
                ByteString.Of("disk"),
                ByteString.Repeat((byte)'m', 249),
                ByteString.Repeat((byte)'m', 250),
            ]);
        }

        scene.Do(new CreateMemfd(scene.Fresh('m'), size, fill, flags, name));
    }

    /// <summary>A file on tmpfs, with or without a name.</summary>
    public static void MakeTmpfile(Scene scene)
    {
        ulong size = Size(scene);
        byte? fill = size <= PreservationMoves.MostBytes && !scene.Choices.Chance(25) ? scene.Fill() : null;
        scene.Do(new CreateTmpfile(scene.Fresh('t'), size, fill, scene.Choices.Chance(40) ? 1UL : 0));
    }

    /// <summary>A descriptor that no handler accepts.</summary>
    public static void MakeSpecial(Scene scene)
    {
        Operation operation = scene.Choices.Chance(25)
            ? new CreateMemfd(scene.Fresh('x'), 0, null, 3 | Hugetlb, ByteString.Empty)
            : new CreateSpecial(scene.Fresh('x'), (SpecialKind)scene.Choices.Below(4));
        scene.Do(operation, HoldingKind.Special);
    }

    /// <summary>Removes the name of a linked file.</summary>
    public static void Unlink(Scene scene) => scene.Do(new Unlink(scene.Pick(HoldingKind.Memory)));

    /// <summary>Another open file of the same file.</summary>
    public static void Reopen(Scene scene)
    {
        if (TryPickFile(scene, out Handle file))
        {
            ulong flags = scene.Choices.Pick<ulong>([2, 0, 1, 0x402, 0x401, 0x200000]);
            scene.Do(new Reopen(scene.Fresh('m'), file, flags));
        }
    }

    /// <summary>One of the operations that change a file.</summary>
    public static void Change(Scene scene)
    {
        switch (scene.Choices.Below(8))
        {
            case 0 or 1 or 2:
                Write(scene);
                break;
            case 3:
                Seek(scene);
                break;
            case 4:
                Truncate(scene);
                break;
            case 5:
                Fallocate(scene);
                break;
            case 6:
                AddSeals(scene);
                break;
            default:
                Store(scene);
                break;
        }
    }

    /// <summary>write or pwrite: inside the file, across its end, behind it, and where nothing can be.</summary>
    public static void Write(Scene scene)
    {
        if (TryPickFile(scene, out Handle file))
        {
            ulong? at = scene.Choices.Chance(30) ? null : Offset(scene, file);
            scene.Do(new WriteFile(file, at, Length(scene, file), scene.Fill()));
        }
    }

    /// <summary>read or pread.</summary>
    public static void Read(Scene scene)
    {
        if (TryPickFile(scene, out Handle file))
        {
            ulong? at = scene.Choices.Chance(30) ? null : Offset(scene, file);
            scene.Do(new ReadFile(file, at, Length(scene, file)));
        }
    }

    /// <summary>lseek.</summary>
    public static void Seek(Scene scene)
    {
        if (!TryPickFile(scene, out Handle file))
        {
            return;
        }

        var from = (SeekFrom)scene.Choices.Pick<byte>([0, 0, 0, 1, 2]);
        ulong to = Offset(scene, file);
        if (from != SeekFrom.Set && scene.Choices.Chance(50))
        {
            to = unchecked(0 - to);
        }

        scene.Do(new Seek(file, to, from));
    }

    /// <summary>ftruncate: to the same size, one to each side, and others.</summary>
    public static void Truncate(Scene scene)
    {
        if (!TryPickFile(scene, out Handle file))
        {
            return;
        }

        ulong size = scene.State.MemoryFileOf(file)?.Size ?? 0;
        ulong to = scene.Choices.Below(6) switch
        {
            0 => size,
            1 => size + 1,
            2 => size == 0 ? 0 : size - 1,
            _ => Size(scene),
        };
        scene.Do(new Truncate(file, to));
    }

    /// <summary>fallocate in its modes.</summary>
    public static void Fallocate(Scene scene)
    {
        if (!TryPickFile(scene, out Handle file))
        {
            return;
        }

        ChoiceSource choices = scene.Choices;
        ulong mode = choices.Chance(scene.Profile.Refusals)
            ? choices.Pick<ulong>([2, 0x10, 8, 0x20, 0x40, 4, 7])
            : choices.Pick<ulong>([0, 1, 3]);
        ulong at = Offset(scene, file);
        ulong length = Length(scene, file);
        if (choices.Chance(30))
        {
            at &= ~(MagicNumbers.Page - 1);
        }

        // A range that is far away is allocated for real; only those that must be refused may be long or far.
        scene.Do(new Fallocate(file, mode, at, length));
    }

    /// <summary>F_ADD_SEALS with one seal, several or a bit that is none.</summary>
    public static void AddSeals(Scene scene)
    {
        if (!TryPickFile(scene, out Handle file))
        {
            return;
        }

        ChoiceSource choices = scene.Choices;
        ulong seals = choices.Below(10) switch
        {
            < 6 => 1UL << choices.Pick<int>([1, 2, 3, 4, 5, 0]),
            < 8 => (ulong)choices.Below(64),
            8 => 0,
            _ => choices.Chance(scene.Profile.Refusals * 4) ? choices.Pick<ulong>([0x40, 0x80000000, 0xff]) : 4,
        };
        scene.Do(new AddSeals(file, seals));
        if (choices.Chance(30))
        {
            scene.Do(new GetSeals(file));
        }
    }

    /// <summary>Maps a file, and often stores through the mapping.</summary>
    public static void Mmap(Scene scene)
    {
        if (TryPickFile(scene, out Handle file))
        {
            Handle mapping = scene.Fresh('p');
            if (scene.Do(new Mmap(mapping, file), HoldingKind.Mapping) && scene.Choices.Chance(50))
            {
                StoreThrough(scene, mapping);
            }
        }
    }

    /// <summary>Stores through a mapping.</summary>
    public static void Store(Scene scene)
    {
        if (scene.TryPick(HoldingKind.Mapping, out Handle mapping))
        {
            StoreThrough(scene, mapping);
        }
        else
        {
            Mmap(scene);
        }
    }

    /// <summary>Looks at everything about a file that can be seen.</summary>
    public static void LookAtSome(Scene scene)
    {
        if (TryPickFile(scene, out Handle file))
        {
            LookAt(scene, file, 90);
        }
    }

    /// <summary>Looks at a file in several ways.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="file">The file.</param>
    /// <param name="percent">How often each look is taken.</param>
    public static void LookAt(Scene scene, Handle file, int percent)
    {
        if (scene.State.MemoryFileOf(file) is not { } memory)
        {
            return;
        }

        ChoiceSource choices = scene.Choices;
        if (choices.Chance(percent))
        {
            scene.Do(new Seek(file, 0, SeekFrom.Cur));
        }

        if (choices.Chance(percent))
        {
            scene.Do(new GetSeals(file));
        }

        if (choices.Chance(percent))
        {
            scene.Do(new Stat(file));
        }

        if (choices.Chance(percent / 2))
        {
            scene.Do(new GetFlags(file));
        }

        if (choices.Chance(percent))
        {
            ReadAll(scene, file, memory);
        }
    }

    /// <summary>Reads a whole file, and a byte more than there is.</summary>
    public static void ReadAll(Scene scene, Handle file, MemoryFile memory)
    {
        if (memory.Size <= PreservationMoves.MostBytes)
        {
            scene.Do(new ReadFile(file, 0, memory.Size + 1));
            return;
        }

        scene.Do(new ReadFile(file, 0, 2 * MagicNumbers.Page));
        scene.Do(new ReadFile(file, memory.Size - MagicNumbers.Page, MagicNumbers.Page));
    }

    /// <summary>A memory file, hardly ever something else.</summary>
    public static bool TryPickFile(Scene scene, out Handle file)
    {
        if (scene.Choices.Chance(scene.Profile.Misuse))
        {
            file = scene.Choices.Chance(60) ? scene.Stale() : scene.Pick(HoldingKind.Mapping);
            return true;
        }

        if (scene.TryPick(HoldingKind.Memory, out file))
        {
            return true;
        }

        MakeFile(scene);
        return scene.TryPick(HoldingKind.Memory, out file);
    }

    /// <summary>Many memfds with contents of their own, so that memory which ought to be reserved would be used.</summary>
    public static void FillMemory(Scene scene)
    {
        int count = 2 + scene.Choices.Below(4);
        for (int i = 0; i < count; i++)
        {
            ulong size = scene.Choices.Pick<ulong>(MagicNumbers.MiddleSizes);
            scene.Do(new CreateMemfd(scene.Fresh('m'), size, scene.Fill(), CreateMemfd.DefaultFlags, ByteString.Empty));
        }
    }

    private static void StoreThrough(Scene scene, Handle mapping)
    {
        scene.Do(new Store(mapping, Offset(scene, mapping), Length(scene, mapping), scene.Fill()));
    }

    private static ulong Size(Scene scene)
    {
        ChoiceSource choices = scene.Choices;
        if (choices.Chance(scene.Profile.Refusals / 4))
        {
            return choices.Pick<ulong>(MagicNumbers.Absurd);
        }

        return scene.Profile.SizeClass switch
        {
            2 when choices.Chance(40) => choices.Pick<ulong>(MagicNumbers.BigSizes),
            >= 1 when choices.Chance(40) => choices.Pick<ulong>(MagicNumbers.MiddleSizes),
            _ => choices.Pick<ulong>(MagicNumbers.SmallSizes),
        };
    }

    private static ulong Offset(Scene scene, Handle file)
    {
        ChoiceSource choices = scene.Choices;
        ulong size = scene.State.MemoryFileOf(file)?.Size ?? 0;
        if (choices.Chance(scene.Profile.Refusals / 3))
        {
            return choices.Pick<ulong>(MagicNumbers.Absurd);
        }

        // Far ends are for ftruncate; here the file's beginning, its end and page limits are of interest.
        ulong end = Math.Min(size, PreservationMoves.MostBytes);
        return choices.Below(8) switch
        {
            0 => 0,
            1 => end == 0 ? 0 : end - 1,
            2 => end,
            3 => end + (ulong)choices.Below(3),
            4 => end / 2,
            5 => end < MagicNumbers.Page ? 1 : (end - 1) & ~(MagicNumbers.Page - 1),
            6 when scene.Profile.SizeClass == 2 => MagicNumbers.Window - 2 + (ulong)choices.Below(4),
            _ => choices.Pick<ulong>(MagicNumbers.SmallSizes),
        };
    }

    private static ulong Length(Scene scene, Handle file)
    {
        ChoiceSource choices = scene.Choices;
        if (scene.Profile.SizeClass == 2 && choices.Chance(25))
        {
            return choices.Pick<ulong>(MagicNumbers.BigSizes);
        }

        ulong size = scene.State.MemoryFileOf(file)?.Size ?? 0;
        return choices.Below(4) == 3 && size <= 64 << 10 ? size : choices.Pick<ulong>(MagicNumbers.Lengths);
    }
}
