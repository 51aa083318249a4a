namespace LiveUpdate.Contract.Tests;

public class OutcomeTests
{
    [Theory]
    [InlineData("ok")]
    [InlineData("ok len=5 data=07*5")]
    [InlineData("ok size=8192 blocks=16 mode=0x1ff links=0")]
    [InlineData("ok name=a%20b%ff")]
    [InlineData("ok arg=480000000000000061")]
    [InlineData("err EEXIST")]
    [InlineData("err EINVAL touched=0")]
    [InlineData("unsupported")]
    public void An_answer_prints_as_it_was_read(string text)
    {
        Assert.True(OutcomeText.TryParse(text, out Outcome? outcome, out _));
        Assert.Equal(text, outcome.ToString());
    }

    [Fact]
    public void Unknown_keys_are_incidental()
    {
        Assert.True(OutcomeText.TryParse("ok fd=7 size=1", out Outcome? outcome, out _));
        Assert.Equal(Outcome.Success(Field.Size, 1), outcome);
    }

    [Fact]
    public void An_answer_covers_another_that_says_less()
    {
        Outcome got = Outcome.Success(new FieldValue(Field.Size, 1), new FieldValue(Field.Blocks, 8));
        Assert.True(got.Covers(Outcome.Success(Field.Blocks, 8)));
        Assert.False(got.Covers(Outcome.Success(Field.Blocks, 16)));
        Assert.False(got.Covers(Outcome.Success(Field.Links, 0)));
        Assert.False(got.Covers(Outcome.Refused(Errno.EINVAL)));
        Assert.False(Outcome.Ok.Covers(Outcome.Refused(Errno.EPERM)));
    }

    [Fact]
    public void Error_numbers_are_the_kernels()
    {
        Assert.Equal(17, (int)Errno.EEXIST);
        Assert.Equal(25, (int)Errno.ENOTTY);
        Assert.Equal(95, (int)Errno.EOPNOTSUPP);
        Assert.Equal(114, (int)Errno.EALREADY);
    }

    [Fact]
    public void An_error_may_be_given_by_number()
    {
        Assert.True(OutcomeText.TryParse("err 17", out Outcome? outcome, out _));
        Assert.Equal(Outcome.Refused(Errno.EEXIST), outcome);
    }
}
