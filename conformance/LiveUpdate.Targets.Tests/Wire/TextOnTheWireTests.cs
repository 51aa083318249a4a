using System.Text;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class TextOnTheWireTests
{
    public static TheoryData<string> Operations =>
        [
            "d = open",
            "d = open flags=0",
            "d = open by=2",
            "s = create_session d name=a%2fb%ff",
            "s = create_session d name=",
            "s = retrieve_session d name=alpha",
            "preserve_fd s m token=0xffffffffffffffff",
            "m = retrieve_fd s token=0x0",
            "finish s",
            "finish s reserved=7",
            "get_name s",
            "get_name s reserved=1",
            "close m",
            "n = dup m",
            "m = memfd",
            "m = memfd size=8192 fill=0x7",
            "m = memfd flags=0x0",
            "m = memfd fill=0xff name=x%20y",
            "write m at=4096 len=16 fill=0x9",
            "write m len=16 fill=0x0",
            "read m at=18446744073709551615 len=1073741824",
            "read m len=0",
            "truncate m size=18446744073709551615",
            "stat m",
            "get_seals m",
            "ioctl d cmd=0xba00 arg=480000 len=72 at=readonly fd=m",
            "kexec kho=off",
            "load kind=crash",
            "reboot",
        ];

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_goes_over_the_wire_as_the_language_prints_it(string text)
    {
        Assert.True(OperationText.TryParse(text, out Operation? operation, out TextError? error), error?.ToString());
        var buffer = new ByteBuffer();
        OperationLine.Append(buffer, operation);
        Assert.Equal(OperationText.Print(operation) + "\n", Encoding.UTF8.GetString(buffer.Waiting));
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("ok ")]
    [InlineData("err EBUSY")]
    [InlineData("err EBUSY touched=1")]
    [InlineData("err 22")]
    [InlineData("unsupported reason=x")]
    [InlineData("ok size=8192 blocks=16 mode=0x1ff links=0")]
    [InlineData("ok size=8192 incidental=5 blocks=16")]
    [InlineData("ok len=3 data=07*3")]
    [InlineData("ok data=")]
    [InlineData("ok name=a%2fb%ff")]
    [InlineData("ok path=/:-*,")]
    [InlineData("ok arg=4800")]
    [InlineData("ok arg=480")]
    [InlineData("ok count=1 keys=8000000000205")]
    [InlineData("ok keys=")]
    [InlineData("ok frames=1036*4 order=2 refs=1 tails=0")]
    [InlineData("ok steps=11")]
    [InlineData("ok value=0x5 trace=n.finalize():0")]
    [InlineData("ok files=7")]
    [InlineData("ok size=")]
    [InlineData("ok size=0x")]
    [InlineData("ok size=+5")]
    [InlineData("ok size=-5")]
    [InlineData("ok size=18446744073709551615")]
    [InlineData("ok size=18446744073709551616")]
    [InlineData("ok size=1 size=1")]
    [InlineData("ok =1")]
    [InlineData("ok 1")]
    [InlineData("okay")]
    [InlineData("err")]
    [InlineData("err NOTHING")]
    [InlineData("")]
    public void An_answer_is_read_as_the_language_reads_it(string text)
    {
        bool expected = OutcomeText.TryParse(text, out Outcome? outcome, out _);
        Outcome? read = AnswerLine.Parse(Encoding.ASCII.GetBytes(text), out string? error);
        Assert.Equal(expected, error is null);
        Assert.Equal(outcome, read);
    }

    [Theory]
    [InlineData("hello luo 1", "unnamed", "unknown", ObservationClasses.UserInterface, Features.None)]
    [InlineData(
        "hello luo 1 features=all name=a%20b later=1",
        "a b",
        "unknown",
        ObservationClasses.UserInterface,
        Features.All
    )]
    [InlineData(
        "hello luo 1 version=7 observes=UI features=",
        "unnamed",
        "7",
        ObservationClasses.UserInterface | ObservationClasses.Image,
        Features.None
    )]
    public void A_greeting_says_who_is_there(
        string line,
        string name,
        string version,
        ObservationClasses observes,
        Features features
    )
    {
        Assert.True(WireGreeting.TryParse(line, out WireGreeting? greeting, out string? error), error);
        Assert.Equal(new WireGreeting(name, version, observes, features), greeting);
        Assert.True(WireGreeting.TryParse(greeting.ToString(), out WireGreeting? again, out _));
        Assert.Equal(greeting, again);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("hello luo 2 name=x")]
    [InlineData("hello luo 1 observes=X")]
    [InlineData("hello luo 1 features=teleport")]
    [InlineData("hello luo 1 name=%zz")]
    public void Another_greeting_is_refused(string line) => Assert.False(WireGreeting.TryParse(line, out _, out _));
}
