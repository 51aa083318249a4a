using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>
/// Stands in for an implementation whose answers are in already, so that they are judged by the same means as answers
/// that come one by one: recording and judging are apart.
/// </summary>
/// <param name="recorded">The implementation that gave the answers.</param>
internal sealed class RecordedImplementation(IImplementation recorded) : IImplementation
{
    private BatchAnswer? _answer;
    private ImmutableArray<Companion> _companions = [];

    /// <inheritdoc/>
    public string Name => recorded.Name;

    /// <inheritdoc/>
    public string Version => recorded.Version;

    /// <inheritdoc/>
    public ObservationClasses Observes => recorded.Observes;

    /// <inheritdoc/>
    public Features Features => recorded.Features;

    /// <summary>Sets the answers that the next machine gives.</summary>
    /// <param name="answer">What came back from the program that is judged next.</param>
    /// <param name="companions">The other programs without which it loses no memory.</param>
    public void Give(BatchAnswer answer, ImmutableArray<Companion> companions = default)
    {
        _answer = answer;
        _companions = companions.IsDefault ? [] : companions;
    }

    /// <inheritdoc/>
    public IMachine Start() =>
        new RecordedMachine(
            _answer ?? throw new InvalidOperationException("answers come before their judging"),
            _companions
        );

    private sealed class RecordedMachine(BatchAnswer answer, ImmutableArray<Companion> companions)
        : IMachine,
            IMemoryTotals,
            ISharedJumps
    {
        private int _next;
        private int _nextJump;

        public MemoryLost? Lost => answer.Lost;

        public bool IsCompared => answer.IsMemoryCompared;

        public ImmutableArray<Companion> Companions => companions;

        public Action<SharedJump>? AtJump { get; set; }

        public Outcome Execute(Operation operation)
        {
            bool isAnswered = _next < answer.Outcomes.Length;
            if (
                operation.Verb is Verb.Kexec or Verb.Reboot
                && _nextJump < answer.Jumps.Length
                && (!isAnswered || answer.Outcomes[_next].IsOk)
            )
            {
                AtJump?.Invoke(answer.Jumps[_nextJump++]);
            }

            if (isAnswered)
            {
                return answer.Outcomes[_next++];
            }

            throw answer.Fault
                ?? new ImplementationFaultException(
                    FaultKind.BrokeProtocol,
                    $"no answer to '{operation}' was recorded"
                );
        }

        public void Dispose() { }
    }
}
