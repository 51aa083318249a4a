namespace LiveUpdate.Contract.Tests;

public class HandleTests
{
    [Theory]
    [InlineData("d")]
    [InlineData("s12")]
    [InlineData("zzzzzzzzzzzz")]
    [InlineData("a_0_9")]
    public void A_name_prints_as_it_was_read(string name) => Assert.Equal(name, Handle.Parse(name).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0a")]
    [InlineData("_a")]
    [InlineData("A")]
    [InlineData("abcdefghijklm")]
    public void Other_texts_are_no_names(string text) => Assert.False(Handle.TryParse(text, out _));

    [Theory]
    [InlineData(0, "s0")]
    [InlineData(7, "s7")]
    [InlineData(130, "s130")]
    public void A_numbered_handle_is_the_parsed_one(int number, string name) =>
        Assert.Equal(Handle.Parse(name), Handle.Numbered('s', number));
}
