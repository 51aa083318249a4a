using LiveUpdate.Contract;

namespace LiveUpdate.Reference.Tests;

public class AllocationFaultTests
{
    private const string SetUp = """
        luo 1
        d = open
        s = create_session d name=a
        m = memfd size=8192 fill=0x1

        """;

    [Fact]
    public void The_answer_names_what_could_not_be_allocated()
    {
        string[] words = [.. Enumerable.Range(1, 9).Select(static n => InjectedBy(n, "preserve_fd s m token=0x1"))];

        Assert.Equal(["block", "id", "file", "record", "pointers", "area", "array", "chunk", string.Empty], words);
    }

    [Fact]
    public void A_fault_happens_once() =>
        Assert.Equal(
            ["err ENOMEM injected=session", "ok"],
            Run("t = create_session d name=b\nt = create_session d name=b\n", 1)
        );

    [Fact]
    public void A_fault_that_is_taken_back_does_not_happen() =>
        Assert.Equal(["ok", "ok"], Run("inject\nt = create_session d name=b\n", 1));

    [Fact]
    public void A_boot_lifts_a_fault() => Assert.Equal(["ok", "ok"], Run("cold_boot\nd = open\n", 1));

    [Fact]
    public void The_death_of_the_agent_does_not_lift_a_fault() =>
        Assert.Equal(["ok", "err ENOMEM injected=file"], Run("die\nd = open\n", 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_is_lost_when_a_file_cannot_be_retrieved(int allocation)
    {
        using IMachine machine = new ReferenceImplementation().Start();
        Outcome[] before = Do(machine, SetUp + "preserve_fd s m token=0x1\nkexec\nd = open\n");
        Assert.All(before, static answer => Assert.True(answer.IsOk));

        Outcome[] after = Do(
            machine,
            $"luo 1\ns = retrieve_session d name=a\ninject alloc={allocation}\nm = retrieve_fd s token=0x1\n"
        );

        Assert.True(after[^1].IsInjected);
        Assert.Empty(((IMemoryAccounts)machine).Audit());
        Assert.Equal(Errno.ENOMEM, Do(machine, "luo 1\nm = retrieve_fd s token=0x1\nfinish s\n")[0].Errno);
        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    [Fact]
    public void Nothing_is_lost_when_unretrieved_files_are_finished_without_memory()
    {
        using IMachine machine = new ReferenceImplementation().Start();
        Do(machine, SetUp + "preserve_fd s m token=0x1\nkexec\nd = open\n");

        Outcome[] answers = Do(machine, "luo 1\ns = retrieve_session d name=a\ninject alloc=1\nfinish s\n");

        Assert.Equal("ok injected=area", answers[^1].ToString());
        Assert.Empty(((IMemoryAccounts)machine).Audit());
    }

    private static string InjectedBy(int allocation, string operation) =>
        Run($"{operation}\n", allocation)[0].Split("injected=") is [_, var word] ? word : string.Empty;

    private static string[] Run(string program, int allocation)
    {
        using IMachine machine = new ReferenceImplementation().Start();
        Do(machine, SetUp);
        return [.. Do(machine, $"luo 1\ninject alloc={allocation}\n{program}").Skip(1).Select(static a => $"{a}")];
    }

    private static Outcome[] Do(IMachine machine, string text)
    {
        Assert.True(ProgramText.TryParse(text, "test", out Program? program, out TextError? error), $"{error}");
        return [.. program.Operations.Select(machine.Execute)];
    }
}
