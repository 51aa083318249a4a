using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>An endless row of operations on a few handles, names and tokens, the same for the same seed.</summary>
internal sealed class RandomOperations(ulong seed)
{
    private static readonly string[] Handles = ["d", "e", "s", "t", "u", "m", "n", "o", "p", "q"];
    private static readonly string[] Names = ["a", "b", "a%00x", "%ff/", "%00"];
    private static readonly string[] Sizes = ["0", "1", "4095", "4096", "4097", "2097152", "2097153", "5000000"];
    private static readonly string[] Tokens = ["0", "1", "2", "0xffffffffffffffff", "0x100000001"];

    private ulong _state = seed * 2 + 1;

    public Operation Next() => Judge.Parse(Line()).Lines[0].Operation;

    public int Choose(int count)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)(_state % (ulong)count);
    }

    private string Handle() => Handles[Choose(Handles.Length)];

    private string Name() => Names[Choose(Names.Length)];

    private string Size() => Sizes[Choose(Sizes.Length)];

    private string Token() => Tokens[Choose(Tokens.Length)];

    private string Line() =>
        Choose(60) switch
        {
            0 or 1 or 2 => $"d = open flags={Choose(3)}",
            3 or 4 => $"{Handle()} = create_session d name={Name()}",
            5 or 6 => $"{Handle()} = retrieve_session d name={Name()}",
            7 or 8 or 9 => $"preserve_fd {Handle()} {Handle()} token={Token()}",
            10 or 11 or 12 => $"{Handle()} = retrieve_fd {Handle()} token={Token()}",
            13 => $"finish {Handle()} reserved={Choose(2)}",
            14 => $"get_name {Handle()}",
            15 or 16 or 17 or 18 => $"close {Handle()}",
            19 => $"{Handle()} = dup {Handle()}",
            20 => $"readlink {Handle()}",
            21 or 22 or 23 => $"{Handle()} = memfd size={Size()} fill={Choose(4)} flags={Choose(32)}",
            24 => $"{Handle()} = memfd size={Size()}",
            25 => $"{Handle()} = tmpfile size={Size()} linked={Choose(2)}",
            26 => $"unlink {Handle()}",
            27 => $"{Handle()} = special kind=pipe",
            28 => $"{Handle()} = reopen {Handle()} flags={(Choose(4) == 0 ? 0x200000 : Choose(3) | (Choose(2) << 10))}",
            29 => $"{Handle()} = mmap {Handle()}",
            30 => $"store {Handle()} at={Size()} len={Size()} fill=2",
            31 or 32 or 33 => $"write {Handle()} at={Size()} len={Size()} fill={Choose(3)}",
            34 => $"write {Handle()} len={Size()} fill={Choose(3)}",
            35 or 36 => $"read {Handle()} len={Size()}",
            37 => $"seek {Handle()} to={Size()}",
            38 => $"seek {Handle()} to=0 from=cur",
            39 or 40 => $"truncate {Handle()} size={Size()}",
            41 or 42 => $"fallocate {Handle()} mode={Choose(4)} at={Size()} len={Size()}",
            43 => $"add_seals {Handle()} seals={1 << Choose(6)}",
            44 => $"get_seals {Handle()}",
            45 or 46 => $"stat {Handle()}",
            47 => $"get_flags {Handle()}",
            48 => "count_fds",
            49 => Choose(4) == 0 ? $"limit_fds free={Choose(4)}" : "limit_fds",
            50 => Choose(4) == 0 ? "die" : "count_fds",
            51 => $"load kind={(Choose(3) == 0 ? "preserve" : "file")}",
            52 => Choose(2) == 0 ? "unload" : "load kind=crash",
            53 => "reboot",
            54 or 55 => "kexec",
            56 => Raw("d", Choose(2) == 0 ? "0xba00" : "0xba01", "4800000000000000" + "61", 72),
            57 => Raw(Handle(), Choose(2) == 0 ? "0xba40" : "0xba41", "10000000000000000" + Choose(3), 16),
            58 => $"ioctl {Handle()} cmd=0xba42 arg=08 len=8 at={(Choose(2) == 0 ? "readonly" : "mapped")}",
            _ => $"ioctl {Handle()} cmd=0xba43 arg=48 len={70 + Choose(4)}",
        };

    private string Raw(string target, string command, string argument, int length)
    {
        string place = Choose(3) == 0 ? " at=readonly" : string.Empty;
        string file = command == "0xba40" ? $" fd={Handle()}" : string.Empty;
        string result = Choose(2) == 0 ? $"{Handle()} = " : string.Empty;
        return $"{result}ioctl {target} cmd={command} arg={argument} len={length}{place}{file}";
    }
}
