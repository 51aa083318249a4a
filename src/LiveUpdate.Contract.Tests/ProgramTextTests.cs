using FsCheck.Fluent;

namespace LiveUpdate.Contract.Tests;

public class ProgramTextTests
{
    public static TheoryData<Verb> Verbs => new(Enum.GetValues<Verb>());

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_parses_back_from_what_it_prints(Verb verb) =>
        Prop.ForAll(
                Arb.From(OperationGenerator.ByVerb[verb]),
                static operation =>
                {
                    Assert.True(
                        OperationText.TryParse(operation.ToString(), out Operation? back, out TextError? error),
                        error?.ToString()
                    );
                    Assert.Equal(operation, back);
                }
            )
            .Holds();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_operation_is_rebuilt_from_its_arguments(Verb verb) =>
        Prop.ForAll(
                Arb.From(OperationGenerator.ByVerb[verb]),
                static operation => Assert.Equal(operation, operation.With(operation.Result, operation.Arguments))
            )
            .Holds();

    [Fact]
    public void A_program_parses_back_from_what_it_prints() =>
        Prop.ForAll(
                Arb.From(OperationGenerator.Any.ListOf().Select(static list => Program.Of(list))),
                static program =>
                {
                    Assert.True(ProgramText.TryParse(ProgramText.Print(program), "p", out Program? back, out _));
                    Assert.Equal(program, back);
                }
            )
            .Holds();

    [Fact]
    public void The_program_of_the_front_page_reads_as_written()
    {
        const string text = """
            luo 1
            d = open
            s = create_session d name=alpha
            m = memfd size=8192 fill=0x7
            preserve_fd s m token=0x1
            write m at=4096 len=16 fill=0x9
            kexec
            d = open
            s = retrieve_session d name=alpha -> ok
            m = retrieve_fd s token=0x1 -> err ENOENT
            stat m -> ok size=8192 blocks=16
            finish s

            """;
        Assert.True(ProgramText.TryParse(text, "front", out Program? program, out TextError? error), error?.ToString());
        Assert.Equal(text, ProgramText.Print(program));
        Assert.Equal(Outcome.Refused(Errno.ENOENT), program.Lines[8].Recorded);
    }

    [Fact]
    public void Comments_empty_lines_and_line_ends_of_windows_are_skipped()
    {
        Assert.True(
            ProgramText.TryParse(
                "# a log\r\n\r\nluo 1 # the header\r\nd = open # first\r\n",
                "p",
                out Program? program,
                out _
            )
        );
        Assert.Equal(Program.Of([new OpenDevice(Handle.Parse("d"))]), program);
    }

    [Theory]
    [InlineData("", "p:1:1: the text is empty; a program begins with the line 'luo 1'")]
    [InlineData("d = open", "p:1:1: a program begins with the line 'luo 1'; add it")]
    [InlineData("luo 1\nd = opne", "p:2:5: 'opne' is not a verb; did you mean open?")]
    [InlineData("luo 1\n\nxyzzyplugh", "p:3:1: 'xyzzyplugh' is not a verb; the verbs are listed in spec/language.md")]
    [InlineData("luo 1\nopen", "p:2:1: open has a result; name it: HANDLE = open …")]
    [InlineData("luo 1\nx = close d", "p:2:5: close has no result; leave the handle and = out")]
    [InlineData("luo 1\nX = open", "p:2:1: 'X' is not a handle; use 1 to 12 of a-z, 0-9 and _, a letter first")]
    [InlineData("luo 1\npreserve_fd s m", "p:2:16: 'token=' is missing; add token=NUMBER")]
    [InlineData("luo 1\npreserve_fd s token=1", "p:2:22: the file handle is missing; write its name after the verb")]
    [InlineData(
        "luo 1\ninject alloc=1 copyout=1",
        "p:2:24: 'alloc=' and 'copyout=' exclude each other; leave one of them out"
    )]
    [InlineData("luo 1\nclose d e", "p:2:9: 'e' is not an argument of this verb; leave it out")]
    [InlineData("luo 1\nclose d x=1", "p:2:11: 'x=' is not an argument of this verb; leave it out")]
    [InlineData("luo 1\npreserve_fd s m token=1 token=2", "p:2:31: 'token=' is given twice; leave one of them out")]
    [InlineData(
        "luo 1\npreserve_fd s m token=0x10000000000000000",
        "p:2:23: '0x10000000000000000' is not a number below 2^64; write it in decimal or with 0x"
    )]
    [InlineData("luo 1\nfinish s reserved=4294967296", "p:2:19: 4294967296 is out of range; use 0 to 4294967295")]
    [InlineData(
        "luo 1\ns = create_session d name=a=b",
        "p:2:28: '=' cannot stand here; write it as % and two hexadecimal digits"
    )]
    [InlineData(
        "luo 1\ns = create_session d name=a%4",
        "p:2:28: '%' cannot stand here; write it as % and two hexadecimal digits"
    )]
    [InlineData(
        "luo 1\np = special kind=socket",
        "p:2:18: 'kind=socket' is unknown; use one of pipe, eventfd, null, proc"
    )]
    [InlineData("luo 1\nkho.notifier_script n on=freeze", "p:2:26: 'on=freeze' is unknown; use one of finalize, abort")]
    [InlineData("luo 1\nkho.notifier_script n", "p:2:22: 'on=' is missing; add one of finalize, abort")]
    [InlineData("luo 1\nn = kho.register_notifier priority=256", "p:2:36: 256 is out of range; use 0 to 255")]
    [InlineData(
        "luo 1\nflb.script b on=none",
        "p:2:17: 'on=none' is unknown; use one of preserve, unpreserve, retrieve, finish"
    )]
    [InlineData(
        "luo 1\nb = flb.register h compatible=a without=finish,finish",
        "p:2:41: 'finish,finish' is no list for 'without='; use some of preserve, unpreserve, retrieve, finish, each once, with commas"
    )]
    [InlineData("luo 1\ninject copyout=0", "p:2:16: 0 is out of range; use 1 to 4294967295")]
    [InlineData("luo 1\nd = open -> maybe", "p:2:13: an answer begins with ok, err or unsupported")]
    [InlineData(
        "luo 1\nd = open -> err EWHAT",
        "p:2:13: err wants the name of an error number behind it, such as EINVAL"
    )]
    [InlineData("luo 1\nstat m -> ok size=x", "p:2:19: 'x' is not the value of size, which is a number")]
    [InlineData("luo 1\nd =", "p:2:4: a verb is missing; write one, such as open or preserve_fd")]
    [InlineData("luo 1\nioctl d cmd=0xba00 arg=4", "p:2:24: '4' is not made of pairs of hexadecimal digits")]
    [InlineData("luo 1\nclose d =1", "p:2:9: '=1' has no key; write key=value without spaces")]
    public void What_is_wrong_is_said_with_its_place_and_its_cure(string text, string message)
    {
        Assert.False(ProgramText.TryParse(text, "p", out _, out TextError? error));
        Assert.Equal(message, error.ToString());
    }

    [Fact]
    public void A_name_longer_than_the_field_is_refused()
    {
        string line = $"s = create_session d name={new string('a', 65)}";
        Assert.False(OperationText.TryParse(line, out _, out TextError? error));
        Assert.Equal("line:1:27: 65 bytes are too many; at most 64 fit", error.ToString());
    }

    [Fact]
    public void One_hundred_thousand_broken_texts_are_each_read_or_refused_with_a_place()
    {
        var random = new TextMutator(0x5EED);
        string[] seeds =
        [
            .. OperationGenerator
                .ByVerb.Values.SelectMany(static g => g.Sample(3, 10))
                .Select(static o => o.ToString()),
        ];
        int read = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string text = random.Program(seeds);
            if (!ProgramText.TryParse(text, "f", out Program? program, out TextError? error))
            {
                Assert.True(error.Line >= 1 && error.Column >= 1 && error.Message.Length > 0, error.ToString());
                continue;
            }

            read++;
            string printed = ProgramText.Print(program);
            Assert.True(ProgramText.TryParse(printed, "f", out Program? again, out _), printed);
            Assert.Equal(printed, ProgramText.Print(again));
        }

        Assert.InRange(read, 1_000, 99_000);
    }
}
