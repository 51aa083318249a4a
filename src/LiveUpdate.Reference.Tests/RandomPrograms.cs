namespace LiveUpdate.Reference.Tests;

/// <summary>Programs from a seed, with good and bad operations on a handful of handles.</summary>
internal sealed class RandomPrograms
{
    private static readonly string[] Names = ["a", "b", "c", "a%00x", ""];

    private readonly Queue<string> _next = [];
    private ulong _state;

    public RandomPrograms(ulong seed) => _state = Mix(seed);

    /// <summary>The next line. After a kexec there is often a round in which something is retrieved.</summary>
    public string Line()
    {
        if (_next.TryDequeue(out string? next))
        {
            return next;
        }

        string line = Anything();
        if (line.StartsWith("kexec", StringComparison.Ordinal) && Below(4) != 0)
        {
            string name = Names[Below(3)];
            foreach (string soon in (string[])["d = open", $"s0 = retrieve_session d name={name}", "close p9"])
            {
                _next.Enqueue(soon);
            }

            for (int token = 0; token < 4; token++)
            {
                _next.Enqueue($"m{token} = retrieve_fd s0 token={token}");
            }
        }

        return line;
    }

    private string Anything()
    {
        string s = "s" + Below(4);
        string m = "m" + Below(6);
        string p = "p" + Below(2);
        ulong size = Pick<ulong>(0, 1, 5, 4095, 4096, 4097, 20000, 65536, 1100000, 2200000);
        ulong at = Pick<ulong>(0, 1, 4095, 4096, 8000, 60000, 2097150);
        ulong token = (ulong)Below(4);
        return Below(44) switch
        {
            0 => "d = open",
            1 => Below(4) == 0 ? "close d" : $"get_name {s}",
            2 or 3 => $"{s} = create_session d name={Pick(Names)}",
            4 or 5 => $"{s} = retrieve_session d name={Pick(Names)}",
            6 or 7 or 8 or 9 => $"preserve_fd {s} {m} token={token}",
            10 or 11 or 12 => $"{m} = retrieve_fd {s} token={token}",
            13 => $"finish {s}",
            14 => Below(2) == 0 ? $"close {s}" : $"get_flags {m}",
            15 or 16 => $"close {m}",
            17 or 18 or 19 => $"{m} = memfd size={size} fill={Below(256)}",
            20 => $"{m} = memfd size={size} flags={Below(32)}",
            21 => $"{m} = tmpfile size={size} linked={Below(2)}",
            22 => $"unlink {m}",
            23 => $"{m} = dup m{Below(6)}",
            24 => $"{m} = reopen m{Below(6)} flags={Pick(0, 1, 2, 0x402, 0x200000)}",
            25 => $"{p} = mmap {m}",
            26 => $"close {p}",
            27 => $"store {p} at={at} len={size} fill={Below(256)}",
            28 or 29 => $"write {m} at={at} len={size} fill={Below(256)}",
            30 => $"write {m} len={size} fill={Below(256)}",
            31 => $"read {m} at={at} len={size}",
            32 => $"truncate {m} size={size}",
            33 or 34 => $"fallocate {m} mode={Pick(0, 1, 3)} at={at} len={size}",
            35 => $"add_seals {m} seals={1 << Below(6)}",
            36 => $"{s} = dup s{Below(4)}",
            37 => Below(6) == 0 ? "die" : $"ioctl {s} cmd=0xba40 arg=1000000000000000{token:x2} len=16 fd={m}",
            38 => Below(3) == 0 ? "kexec" : $"seek {m} to={at}",
            39 or 40 => "d = open",
            41 => $"{s} = create_session d name={Pick(Names)}",
            42 => $"{s} = retrieve_session d name={Pick(Names)}",
            _ => Below(12) == 0 ? Pick("kexec liveupdate=off", "kexec kho=off", "cold_boot") : $"stat {m}",
        };
    }

    public int Below(int limit)
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (int)(Mix(_state) % (ulong)limit);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private T Pick<T>(params ReadOnlySpan<T> among) => among[Below(among.Length)];
}
