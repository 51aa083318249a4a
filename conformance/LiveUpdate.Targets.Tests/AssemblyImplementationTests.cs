using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

public sealed class AssemblyImplementationTests
{
    private static readonly string Path = typeof(EchoImplementation).Assembly.Location;

    [Theory]
    [InlineData(null)]
    [InlineData("EchoImplementation")]
    [InlineData("LiveUpdate.Targets.Tests.EchoImplementation")]
    public void The_public_implementation_of_an_assembly_is_made(string? type)
    {
        IImplementation implementation = AssemblyImplementation.Load(Path, type);
        Assert.Equal("echo server", implementation.Name);
        using IMachine machine = implementation.Start();
        Assert.Equal(Outcome.Ok, machine.Execute(new Die()));
    }

    [Fact]
    public void A_type_that_is_not_there_is_named_with_those_that_are()
    {
        var fault = Assert.Throws<ImplementationFaultException>(() => AssemblyImplementation.Load(Path, "Nobody"));
        Assert.Equal(FaultKind.NotStarted, fault.Kind);
        Assert.Contains("EchoImplementation", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_not_started()
    {
        Assert.Throws<ImplementationFaultException>(() => AssemblyImplementation.Load("/bin/sh"));
        Assert.Throws<ImplementationFaultException>(() => AssemblyImplementation.Load("/does/not/exist.dll"));
    }
}
