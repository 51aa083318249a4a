using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class BatchPlanTests
{
    private const ulong Memory = 1 << 20;

    [Fact]
    public void A_way_that_is_part_of_another_takes_no_kernels_of_its_own()
    {
        Assert.Equal(["wwwxww"], CommonWays.Find(["ww", "wwwxww", "xww", "w", string.Empty]));
    }

    [Fact]
    public void Ways_are_joined_where_they_have_most_in_common()
    {
        Assert.Equal(["xwwcwy"], CommonWays.Find(["xwwc", "wcwy"]));
    }

    [Fact]
    public void No_way_begins_on_a_kernel_without_the_device()
    {
        // "ww" is in it as text, behind a kernel without the device, and fits only behind the first kernel that has it.
        Assert.Equal(0, CommonWays.LastIndexOf("wxww", "wx", 4));
        Assert.Equal(-1, CommonWays.LastIndexOf("xww", "ww", 3));
        Assert.Equal(-1, CommonWays.LastIndexOf("wyc", "c", 3));
    }

    [Fact]
    public void Every_program_has_its_own_exits_in_its_place_on_the_way()
    {
        string[] texts = ["kexec", "kexec\nkexec kho=off\nkexec", "cold_boot\nkexec", "stat m", "kexec liveupdate=off"];
        BatchProgram[] programs = Cut(Enumerable.Repeat(texts, 30).SelectMany(static t => t));
        List<BatchPlan> plans = BatchPlan.Make(programs, 40, Memory);

        Assert.Equal(programs.Length, plans.Sum(static p => p.Members.Count));
        foreach (BatchPlan plan in plans)
        {
            Assert.InRange(plan.Members.Count, 1, 40);
            Assert.All(
                plan.Members,
                m => Assert.Equal(m.Program.Way, plan.Way.Substring(m.Start, m.Program.Way.Length))
            );
        }
    }

    [Fact]
    public void Programs_that_fill_much_memory_are_not_there_at_the_same_time()
    {
        BatchProgram[] programs = Cut(Enumerable.Repeat("m = memfd size=400000\nkexec", 9));
        foreach (BatchPlan plan in BatchPlan.Make(programs, 40, Memory))
        {
            for (int round = 0; round <= plan.Way.Length; round++)
            {
                Assert.InRange(
                    plan.Members.Count(m => m.Start <= round && round <= m.Start + m.Program.Way.Length),
                    0,
                    2
                );
            }
        }
    }

    [Fact]
    public void Programs_about_the_number_of_sessions_come_one_after_the_other()
    {
        string many = string.Join(
            '\n',
            Enumerable.Range(0, 51).Select(static n => $"s{n} = create_session d name=n{n}")
        );
        BatchProgram[] programs = Cut([$"{many}\nkexec", $"{many}\nkexec\nkexec", $"{many}"]);
        BatchPlan plan = Assert.Single(BatchPlan.Make(programs, 40, Memory));
        Assert.True(plan.IsRow);
        Assert.Equal("www", plan.Way);
        Assert.Equal([0, 1, 3], plan.Members.Select(static m => m.Start));
    }

    [Theory]
    [InlineData("kexec kho_scratch=16M,16M,0", true)]
    [InlineData("cold_boot kho_scratch=16M,16M,0", false)]
    [InlineData("kexec kho=off\nkexec kho_scratch=16M,16M,0", false)]
    [InlineData("cold_boot\nkexec kho_scratch=16M,16M,0", true)]
    public void A_kernel_that_may_have_no_room_for_an_image_is_not_shared(string text, bool shares) =>
        Assert.Equal(shares, Cut([text])[0].CanShare);

    private static BatchProgram[] Cut(IEnumerable<string> texts) =>
        [
            .. texts.Select(
                static (text, index) =>
                {
                    Assert.True(
                        ProgramText.TryParse($"luo 1\n{text}\n", "plan", out Program? program, out TextError? error),
                        error?.ToString()
                    );
                    return BatchProgram.Cut(index, program);
                }
            ),
        ];
}
