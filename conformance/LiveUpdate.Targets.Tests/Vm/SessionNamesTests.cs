using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class SessionNamesTests
{
    private static readonly string Long = new('n', 63);

    [Theory]
    [InlineData("s = create_session d name=alpha", "s = create_session d name=05~alpha")]
    [InlineData("s = retrieve_session d name=a%00junk", "s = retrieve_session d name=05~a%00junk")]
    [InlineData("s = create_session d name=", "s = create_session d name=")]
    [InlineData("s = create_session d name=%00x", "s = create_session d name=%00x")]
    [InlineData("preserve_fd s m token=0x1", "preserve_fd s m token=0x1")]
    [InlineData(
        "s = ioctl d cmd=0xba00 arg=4800000000000000616200637a len=72",
        "s = ioctl d cmd=0xba00 arg=480000000000000030357e616200637a len=72"
    )]
    [InlineData(
        "ioctl d cmd=0xba00 arg=48000000000000006162 len=71",
        "ioctl d cmd=0xba00 arg=48000000000000006162 len=71"
    )]
    public void A_name_is_hidden_behind_a_prefix(string operation, string hidden) =>
        Assert.Equal(hidden, new SessionNames(5).Hide(Parse(operation)).ToString());

    [Fact]
    public void A_name_of_full_length_keeps_its_length()
    {
        string hidden = new SessionNames(4095).Hide(Parse($"s = create_session d name={Long}")).ToString();
        Assert.Equal($"s = create_session d name=__~{Long[3..]}", hidden);
        Assert.Equal(
            $"s = create_session d name={Long}n",
            new SessionNames(1).Hide(Parse($"s = create_session d name={Long}n")).ToString()
        );
    }

    [Theory]
    [InlineData("get_name s", "ok name=05~alpha", "ok name=alpha")]
    [InlineData("get_name s", "ok name=another", "ok name=another")]
    [InlineData(
        "readlink s",
        "ok path=anon_inode:[luo_session]%2005~alpha",
        "ok path=anon_inode:[luo_session]%20alpha"
    )]
    [InlineData("readlink m", "ok path=/%20(deleted)", "ok path=/%20(deleted)")]
    [InlineData("get_name s", "err EINVAL", "err EINVAL")]
    [InlineData(
        "ioctl s cmd=0xba43 arg=48000000 len=72",
        "ok arg=480000000000000030357e616c706861",
        "ok arg=4800000000000000616c706861"
    )]
    public void An_answer_shows_the_programs_own_name(string operation, string got, string shown)
    {
        var names = new SessionNames(5);
        names.Hide(Parse("s = create_session d name=alpha"));
        Assert.True(OutcomeText.TryParse(got, out Outcome? outcome, out _));
        Assert.Equal(shown, names.Show(Parse(operation), outcome).ToString());
    }

    [Fact]
    public void What_a_raw_call_gave_comes_back_as_it_was_given()
    {
        var names = new SessionNames(5);
        Operation operation = Parse("s = ioctl d cmd=0xba00 arg=5000000000000000616200637a len=80");
        var hidden = (Ioctl)names.Hide(operation);
        Outcome answer = names.Show(operation, Outcome.Success(Field.Arg, hidden.Argument));
        Assert.Equal("ok arg=5000000000000000616200637a", answer.ToString());
    }

    [Fact]
    public void Long_names_that_differ_only_where_the_prefix_goes_cannot_share_a_kernel()
    {
        Operation[] operations =
        [
            Parse($"s = create_session d name={Long}"),
            Parse($"t = create_session d name=x{Long[1..]}"),
        ];
        Assert.False(SessionNames.Fit(Program.Of(operations)));
        Assert.True(SessionNames.Fit(Program.Of(operations[..1])));
    }

    private static Operation Parse(string line)
    {
        Assert.True(OperationText.TryParse(line, out Operation? operation, out TextError? error), error?.ToString());
        return operation;
    }
}
