using System.Text;

namespace LiveUpdate.Targets.Tests;

public sealed class GdbPacketTests
{
    [Theory]
    [InlineData("g", "$g#67")]
    [InlineData("m0,4", "$m0,4#fd")]
    public void A_request_is_framed_with_its_sum(string text, string packet) =>
        Assert.Equal(packet, Encoding.ASCII.GetString(GdbPacket.Frame(text)));

    [Theory]
    [InlineData("$OK#9a", "OK", 6)]
    [InlineData("+$OK#9a$E", "OK", 7)]
    [InlineData("$0* #7a", "0000", 7)]
    [InlineData("$}\u0003#80", "#", 6)]
    public void A_packet_is_taken_with_what_goes_before_it(string input, string text, int taken)
    {
        Assert.True(GdbPacket.TryTake(Encoding.Latin1.GetBytes(input), out string found, out int length));
        Assert.Equal((text, taken), (found, length));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("++", 2)]
    [InlineData("+$OK#9", 1)]
    [InlineData("$OK", 0)]
    public void Part_of_a_packet_waits_for_the_rest(string input, int taken)
    {
        Assert.False(GdbPacket.TryTake(Encoding.ASCII.GetBytes(input), out _, out int length));
        Assert.Equal(taken, length);
    }

    [Theory]
    [InlineData("$OK#9b")]
    [InlineData("$OK#zz")]
    public void A_wrong_sum_is_refused(string input) =>
        Assert.Throws<IOException>(() => GdbPacket.TryTake(Encoding.ASCII.GetBytes(input), out _, out _));
}
