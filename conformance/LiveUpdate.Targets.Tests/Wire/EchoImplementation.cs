using System.Globalization;
using LiveUpdate.Contract;

namespace LiveUpdate.Targets.Tests;

/// <summary>An implementation that answers a stat with the number of operations so far, and a read with its own text.</summary>
public sealed class EchoImplementation : IImplementation
{
    public string Name => "echo server";

    public string Version => "1.2";

    public ObservationClasses Observes => ObservationClasses.UserInterface | ObservationClasses.Kernel;

    public Features Features => Features.Mappings | Features.ColdBoot;

    public IMachine Start() => new Machine();

    private sealed class Machine : IMachine
    {
        private ulong _count;

        public Outcome Execute(Operation operation)
        {
            _count++;
            return operation switch
            {
                Stat => Outcome.Success(Field.Size, _count),
                ReadFile read => Outcome.Success(
                    new FieldValue(Field.Len, read.Len),
                    new FieldValue(Field.Data, ByteString.Of(read.ToString()))
                ),
                Truncate truncate => Outcome.Refused((Errno)truncate.Size),
                Seek => Outcome.Unsupported,
                CountFds => throw new ImplementationFaultException(
                    FaultKind.Crashed,
                    string.Create(CultureInfo.InvariantCulture, $"fell over after {_count} operations")
                ),
                _ => Outcome.Ok,
            };
        }

        public void Dispose() { }
    }
}
