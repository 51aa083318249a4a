using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance.Tests;

/// <summary>What a walk asks behind an operation that failed.</summary>
public sealed class AftermathTests
{
    [Fact]
    public void All_that_is_held_is_looked_at_and_all_that_is_preserved_is_retrieved() =>
        Assert.Equal(
            """
            count_fds
            get_name s
            stat m
            get_seals m
            seek m to=0 from=cur
            read m at=0 len=5
            kexec
            d0 = open
            s0 = retrieve_session d0 name=a
            m9 = retrieve_fd s0 token=0x1
            stat m9
            read m9 at=0 len=5
            m12 = retrieve_fd s0 token=0x2
            finish s0
            count_fds
            """,
            Behind(
                """
                luo 1
                d = open
                s = create_session d name=a
                m = memfd size=5
                preserve_fd s m token=0x1
                preserve_fd s x token=0x2
                """
            )
        );

    [Fact]
    public void Limits_are_lifted_and_a_name_that_was_refused_is_asked_for() =>
        Assert.Equal(
            """
            limit_fds
            inject
            count_fds
            kexec
            d0 = open
            i0 = retrieve_session d0 name=a
            count_fds
            """,
            Behind(
                """
                luo 1
                d = open
                inject copyout=7
                limit_fds free=0
                s = create_session d name=a
                """
            )
        );

    [Fact]
    public void Handlers_come_along() =>
        Assert.Equal(
            """
            count_fds
            get_name s
            handler.value f
            kexec
            h = handler.register compatible=a
            b = flb.register h compatible=b
            d0 = open
            s0 = retrieve_session d0 name=a
            m8 = retrieve_fd s0 token=0x1
            handler.value m8
            m10 = retrieve_fd s0 token=0x1
            finish s0
            count_fds
            """,
            Behind(
                """
                luo 1
                h = handler.register compatible=a
                g = handler.register compatible=c
                handler.unregister g
                b = flb.register h compatible=b
                d = open
                s = create_session d name=a
                f = handler.file
                preserve_fd s f token=0x1
                """
            )
        );

    private static string Behind(string text)
    {
        Assert.True(ProgramText.TryParse(text, "test", out Program? program, out TextError? error), $"{error}");
        var model = new LiveUpdateModel(ModelOptions.Default);
        ModelState state = model.ColdBoot(BootParameters.Default);
        var expected = new Expectation();
        Operation[] operations = [.. program.Operations];
        foreach (Operation operation in operations)
        {
            model.Step(state, operation, expected);
            state = expected[0].Next;
        }

        return string.Join('\n', Aftermath.Of(state, operations, Features.All).Select(static o => $"{o}"));
    }
}
