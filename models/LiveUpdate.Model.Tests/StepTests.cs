using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

public sealed class StepTests
{
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    public void Random_operations_keep_the_invariants_and_leave_the_state_before_alone(ulong seed)
    {
        var model = new LiveUpdateModel(ModelOptions.Default);
        var expectation = new Expectation();
        var operations = new RandomOperations(seed);
        ModelState state = model.ColdBoot(BootParameters.Default);
        for (int i = 0; i < 3000; i++)
        {
            Operation op = operations.Next();
            IReadOnlyList<string> before = state.Describe();
            ulong shape = state.Fingerprint();
            model.Step(state, op, expectation);
            Assert.Equal(before, state.Describe());
            Assert.Equal(shape, state.Fingerprint());
            Assert.NotEqual(0, expectation.Count);
            for (int k = 0; k < expectation.Count; k++)
            {
                Invariants.Hold(expectation[k].Next);
            }

            state = expectation[operations.Choose(expectation.Count)].Next;
        }
    }

    [Theory]
    [InlineData(5UL)]
    [InlineData(6UL)]
    public void Every_wrong_answer_can_be_asked_about(ulong seed)
    {
        Outcome[] answers =
        [
            Outcome.Ok,
            Outcome.Unsupported,
            Outcome.Refused(Errno.EINVAL),
            Outcome.Refused(Errno.ENOENT),
            Outcome.Refused(Errno.EBUSY),
            Outcome.Refused(Errno.EMFILE),
            Outcome.Success(Field.Data, ByteString.Of("01*5")),
        ];
        var model = new LiveUpdateModel(ModelOptions.Default);
        var expectation = new Expectation();
        var operations = new RandomOperations(seed);
        ModelState state = model.ColdBoot(BootParameters.Default);
        for (int i = 0; i < 3000; i++)
        {
            Operation op = operations.Next();
            model.Step(state, op, expectation);
            foreach (Outcome answer in answers)
            {
                bool allowed = false;
                for (int k = 0; k < expectation.Count; k++)
                {
                    allowed |= expectation[k].Pattern.Matches(answer);
                }

                ClauseId clause = allowed ? ClauseId.None : model.Explain(state, op, expectation, answer);
                Assert.True(!ReferenceEquals(answer, Outcome.Unsupported) || clause == ClauseId.None);
            }

            state = expectation[0].Next;
        }
    }

    [Fact]
    public void Lack_of_memory_is_allowed_where_something_is_made_when_asked_for()
    {
        var model = new LiveUpdateModel(new ModelOptions { MayRunOutOfMemory = true });
        var expectation = new Expectation();
        ModelState state = model.ColdBoot(BootParameters.Default);
        model.Step(state, Judge.Parse("d = open").Lines[0].Operation, expectation);
        Assert.Equal("ok or ENOMEM or ENFILE", expectation.ToString());
        Assert.Same(state, expectation[1].Next);
        model.Step(state, Judge.Parse("count_fds").Lines[0].Operation, expectation);
        Assert.Equal("ok count=0", expectation.ToString());
    }

    [Fact]
    public void Alternatives_that_the_contract_leaves_open_are_all_there()
    {
        Judge judge = new Judge().Run(
            """
            d = open
            s = create_session d name=s
            m = memfd size=1
            ioctl s cmd=0xba40 arg=100000000000000001 len=16 fd=m at=readonly -> err EFAULT
            """
        );
        Assert.Equal(2, judge.States.Count);
        judge.Run("truncate m size=2 -> ok");
        Assert.Single(judge.States);
    }

    [Fact]
    public void Shape_of_a_state_does_not_depend_on_names_but_on_what_there_is()
    {
        ulong one = new Judge().Run("d = open\ns = create_session d name=a").State.Fingerprint();
        ulong other = new Judge().Run("e = open\nt = create_session e name=b").State.Fingerprint();
        ulong more = new Judge().Run("d = open\ns = create_session d name=a\nm = memfd").State.Fingerprint();
        Assert.Equal(one, other);
        Assert.NotEqual(one, more);
    }

    [Theory]
    [InlineData("200%", true)]
    [InlineData("64M,64M,64M", true)]
    [InlineData("16M,512M,0", true)]
    [InlineData("0,0,0", false)]
    [InlineData("64M", false)]
    [InlineData("64M,64M", false)]
    [InlineData("64M,64M,64M,64M", false)]
    [InlineData("32M,32M,32Mx", false)]
    [InlineData("100%x", false)]
    [InlineData("%", false)]
    [InlineData("", false)]
    [InlineData("50", false)]
    public void Only_scratch_sizes_that_the_kernel_takes_may_fail_to_fit(string text, bool taken)
    {
        var expectation = new Expectation();
        var model = new LiveUpdateModel(ModelOptions.Default);
        var op = new ColdBoot(BootParameters.Default with { Scratch = ByteString.Of(text) });
        model.Step(model.ColdBoot(BootParameters.Default), op, expectation);
        Assert.Equal(taken ? 2 : 1, expectation.Count);
    }
}
