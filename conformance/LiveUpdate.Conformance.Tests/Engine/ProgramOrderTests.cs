using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public sealed class ProgramOrderTests
{
    private static readonly string[] Lines =
    [
        "d = open flags=0 by=3",
        "s = create_session d name=zA9",
        "t = retrieve_session d name=bb%00x",
        "m = memfd size=8193 fill=0x20 flags=0x7 name=q",
        "p = special kind=proc",
        "f = tmpfile size=3 linked=1",
        "preserve_fd s m token=0xffffffffffffffff",
        "n = retrieve_fd s token=0x100000001",
        "x = ioctl d cmd=0xba00 arg=0011000000000000610062 len=4352 at=readonly",
        "ioctl s cmd=0x1234 arg=01020304050607080900 fd=m",
        "write m at=4096 len=4097 fill=0x7",
        "seek m to=9 from=end",
        "fallocate m mode=0x3 at=5 len=4095",
        "add_seals m seals=0x1f",
        "limit_fds free=7",
        "kexec kho=maybe liveupdate=N kho_scratch=1M",
        "load kind=crash kho=0",
    ];

    [Fact]
    public void Every_lowering_of_a_value_goes_down()
    {
        int count = 0;
        foreach (Operation operation in Parse(Lines))
        {
            foreach (Operation lower in Lowerings.Of(operation))
            {
                Assert.True(ProgramOrder.Compare([lower], [operation]) < 0, $"{lower} is not below {operation}");
                Assert.True(ProgramOrder.Compare([operation], [lower]) > 0, $"{operation} is not above {lower}");
                count++;
            }
        }

        Assert.InRange(count, 200, int.MaxValue);
    }

    [Fact]
    public void Every_plainer_verb_goes_down()
    {
        Operation[] operations = Parse([.. Lines, "reboot", "cold_boot", "n = reopen m", "close s", "read m len=2"]);
        foreach (Operation operation in operations.Where(static operation => operation is not Ioctl))
        {
            foreach (Operation plainer in PlainerVerbs.Of(operation))
            {
                Assert.True(ProgramOrder.Compare([plainer], [operation]) < 0, $"{plainer} is not below {operation}");
            }
        }
    }

    [Fact]
    public void The_names_of_handles_do_not_count()
    {
        Operation[] one = Parse(["d = open", "s = create_session d name=a", "close s"]);
        Operation[] other = Parse(["q = open", "d = create_session q name=a", "close d"]);
        Operation[] later = Parse(["d = open", "s = create_session d name=a", "close d"]);
        Assert.Equal(0, ProgramOrder.Compare(one, other));
        Assert.True(ProgramOrder.Compare(later, one) < 0);
    }

    [Fact]
    public void Fewer_operations_come_before_plainer_ones()
    {
        Operation[] few = Parse(["x = ioctl d cmd=0xba00 arg=48 len=72"]);
        Operation[] plain = Parse(["d = open", "close d"]);
        Assert.True(ProgramOrder.Compare(few, plain) < 0);
    }

    private static Operation[] Parse(IReadOnlyList<string> lines)
    {
        string text = $"luo 1\n{string.Join('\n', lines)}\n";
        Assert.True(ProgramText.TryParse(text, "text", out Program? program, out TextError? error), $"{error}");
        return [.. program.Operations];
    }
}
