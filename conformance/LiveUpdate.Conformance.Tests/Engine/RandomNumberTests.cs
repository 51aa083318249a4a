namespace LiveUpdate.Conformance.Tests;

public sealed class RandomNumberTests
{
    [Fact]
    public void SplitMix64_gives_its_published_numbers()
    {
        ulong state = 1234567;
        ulong[] published =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.All(published, number => Assert.Equal(number, SplitMix64.Next(ref state)));
    }

    [Fact]
    public void Xoshiro256_gives_its_published_numbers()
    {
        var random = new Xoshiro256(1, 2, 3, 4);
        ulong[] published =
        [
            11520,
            0,
            1509978240,
            1215971899390074240,
            1216172134540287360,
            607988272756665600,
            16172922978634559625,
            8476171486693032832,
            10595114339597558777,
            2904607092377533576,
        ];
        foreach (ulong number in published)
        {
            Assert.Equal(number, random.Next());
        }
    }

    [Fact]
    public void Replayed_choices_are_the_recorded_ones()
    {
        var choices = new ChoiceSource();
        choices.Start(7, 3);
        int[] bounds = [1, 2, 3, 100, 1 << 20, int.MaxValue, 7];
        int[] drawn = [.. bounds.Select(choices.Below)];
        ulong[] recording = choices.Recorded.ToArray();
        choices.Replay(recording);
        Assert.Equal(drawn, bounds.Select(choices.Below));
        Assert.All(drawn.Zip(bounds), static pair => Assert.InRange(pair.First, 0, pair.Second - 1));
    }

    [Fact]
    public void A_recording_that_is_too_short_goes_on_with_zeros_and_one_that_is_too_great_is_bounded()
    {
        var choices = new ChoiceSource();
        choices.Replay([50]);
        Assert.Equal(9, choices.Below(10));
        Assert.Equal(0, choices.Below(10));
        Assert.Equal(0, choices.Below(1000));
    }

    [Fact]
    public void Neighbouring_cases_and_seeds_draw_different_choices()
    {
        var choices = new ChoiceSource();
        var seen = new HashSet<(int, int, int)>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            for (long index = 0; index < 20; index++)
            {
                choices.Start(seed, index);
                int Draw() => choices.Below(int.MaxValue);
                Assert.True(seen.Add((Draw(), Draw(), Draw())));
            }
        }
    }
}
