using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>An endless row of operations on a few handles, names and tokens, the same for the same seed.</summary>
internal sealed class RandomOperations(ulong seed)
{
    private static readonly string[] Handles = ["d", "e", "s", "t", "u", "m", "n", "o", "p", "q"];
    private static readonly string[] Names = ["a", "a", "b", "a%00x", "%ff/", "%00"];
    private static readonly string[] Sizes = ["0", "1", "4095", "4096", "4097", "2097152", "2097153", "5000000"];
    private static readonly string[] Tokens = ["0", "1", "1", "0xffffffffffffffff"];

    private readonly Queue<string> _script = new();

    private ulong _state = seed * 2 + 1;

    public Operation Next()
    {
        if (_script.Count == 0 && Choose(40) == 0)
        {
            Plan();
        }

        string line = _script.Count > 0 && Choose(4) != 0 ? _script.Dequeue() : Line();
        return Judge.Parse(line).Lines[0].Operation;
    }

    public int Choose(int count)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)(_state % (ulong)count);
    }

    /// <summary>Chance alone seldom carries a file over, so now and then a whole crossing is put in, with chance between its steps.</summary>
    private void Plan()
    {
        string[] lines =
        [
            "limit_fds",
            "d = open",
            "close s",
            "close m",
            "s = create_session d name=a",
            $"m = memfd size={Size()} fill={Choose(3)}",
            "preserve_fd s m token=1",
            "n = memfd size=4096",
            $"preserve_fd s n token={Token()}",
            "kexec",
            "d = open",
            "s = retrieve_session d name=a",
            "m = retrieve_fd s token=1",
            $"n = retrieve_fd s token={Token()}",
            "finish s",
        ];
        foreach (string line in lines)
        {
            _script.Enqueue(line);
        }
    }

    private string Handle() => Handles[Choose(Handles.Length)];

    private string Device() => Choose(12) == 0 ? Handle() : "d";

    private string Session() =>
        Choose(12) == 0 ? Handle()
        : Choose(2) == 0 ? "s"
        : "t";

    private string File() => Choose(12) == 0 ? Handle() : Handles[5 + Choose(3)];

    private string Mapping() => Choose(12) == 0 ? Handle() : Handles[8 + Choose(2)];

    private string Name() => Names[Choose(Names.Length)];

    private string Size() => Sizes[Choose(Sizes.Length)];

    private string Token() => Tokens[Choose(Tokens.Length)];

    private string Line() =>
        Choose(64) switch
        {
            0 or 1 or 2 => $"{Device()} = open flags={Choose(3)}",
            3 or 4 or 5 => $"{Session()} = create_session {Device()} name={Name()}",
            6 or 7 or 8 => $"{Session()} = retrieve_session {Device()} name={Name()}",
            9 or 10 or 11 or 12 => $"preserve_fd {Session()} {File()} token={Token()}",
            13 or 14 or 15 or 16 => $"{File()} = retrieve_fd {Session()} token={Token()}",
            17 => $"finish {Session()} reserved={Choose(2)}",
            18 => $"get_name {Session()}",
            19 or 20 => $"close {File()}",
            21 => $"close {Session()}",
            22 => $"close {Handle()}",
            23 => $"{Handle()} = dup {Handle()}",
            24 => $"readlink {Handle()}",
            25 or 26 or 27 => $"{File()} = memfd size={Size()} fill={Choose(4)} flags={Choose(32)}",
            28 => $"{File()} = memfd size={Size()}",
            29 => $"{File()} = tmpfile size={Size()} linked={Choose(2)}",
            30 => $"unlink {File()}",
            31 => $"{File()} = special kind=pipe",
            32 => $"{File()} = reopen {File()} flags={(Choose(4) == 0 ? 0x200000 : Choose(3) | (Choose(2) << 10))}",
            33 => $"{Mapping()} = mmap {File()}",
            34 => $"store {Mapping()} at={Size()} len={Size()} fill=2",
            35 or 36 or 37 => $"write {File()} at={Size()} len={Size()} fill={Choose(3)}",
            38 => $"write {File()} len={Size()} fill={Choose(3)}",
            39 or 40 => $"read {File()} len={Size()}",
            41 => $"seek {File()} to={Size()}",
            42 => $"seek {File()} to=0 from=cur",
            43 or 44 => $"truncate {File()} size={Size()}",
            45 or 46 => $"fallocate {File()} mode={Choose(4)} at={Size()} len={Size()}",
            47 => $"add_seals {File()} seals={1 << Choose(6)}",
            48 => $"get_seals {File()}",
            49 or 50 => $"stat {File()}",
            51 => $"get_flags {Handle()}",
            52 => "count_fds",
            53 => Choose(4) == 0 ? $"limit_fds free={Choose(4)}" : "limit_fds",
            54 => Choose(8) == 0 ? "die" : "count_fds",
            55 => Choose(4) == 0 ? $"load kind={(Choose(3) == 0 ? "preserve" : "file")}" : "get_name s",
            56 => Choose(2) == 0 ? "unload" : "load kind=crash",
            57 => "reboot",
            58 => Choose(3) == 0 ? "kexec" : "stat m",
            59 or 60 => Raw(Device(), Choose(2) == 0 ? "0xba00" : "0xba01", "480000000000000061", 72),
            61 => Raw(Session(), Choose(2) == 0 ? "0xba40" : "0xba41", $"10000000000000000{Choose(3)}", 16),
            62 => $"ioctl {Session()} cmd=0xba42 arg=08 len=8 at={(Choose(2) == 0 ? "readonly" : "mapped")}",
            _ => $"ioctl {Session()} cmd=0xba43 arg=48 len={70 + Choose(4)}",
        };

    private string Raw(string target, string command, string argument, int length)
    {
        string place = Choose(3) == 0 ? " at=readonly" : string.Empty;
        string file = command == "0xba40" ? $" fd={File()}" : string.Empty;
        string result = Choose(2) == 0 ? $"{(command == "0xba41" ? File() : Session())} = " : string.Empty;
        return $"{result}ioctl {target} cmd={command} arg={argument} len={length}{place}{file}";
    }
}
