using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>Runs the agents of a race one at a time, and changes from one to another only at points, as the schedule says.</summary>
/// <remarks>
/// The points are: before an operation, before a lock is taken, after it is given free, and wherever something that was
/// looked at is about to be relied on. Since nothing else runs meanwhile, a race depends on its schedule alone.
/// </remarks>
internal sealed class RaceScheduler
{
    private readonly RacingAgent[] _agents;
    private readonly ImmutableArray<RaceTurn> _turns;
    private readonly RaceHistory _history;
    private readonly Dictionary<(KernelLock, object), LockHolders> _locks = [];
    private readonly SemaphoreSlim _ended = new(0);
    private RacingAgent _running;
    private int _turn = -1;
    private int _stepsLeft;
    private int _threads;
    private bool _isAbandoned;
    private ExceptionDispatchInfo? _fault;

    public RaceScheduler(IReadOnlyList<RacingOperation> race, RaceSchedule schedule, RaceHistory history)
    {
        _turns = schedule.Turns;
        _history = history;
        var agents = new SortedList<int, RacingAgent>();
        for (int i = 0; i < race.Count; i++)
        {
            if (!agents.TryGetValue(race[i].Agent, out RacingAgent? agent))
            {
                agents.Add(race[i].Agent, agent = new RacingAgent(race[i].Agent));
            }

            agent.Operations.Add(i);
        }

        _agents = [.. agents.Values];
        _running = _agents[0];
    }

    /// <summary>The agent that runs.</summary>
    public RacingAgent Running => _running;

    /// <summary>Runs the race to its end.</summary>
    /// <param name="execute">Does one operation, by its place in the race.</param>
    public void Run(Func<int, Outcome> execute)
    {
        _threads = _agents.Length;
        _running = Next()!;
        RacingAgent first = _running;
        foreach (RacingAgent agent in _agents)
        {
            agent.Thread = agent == first ? RaceThread.OfCaller() : RaceThread.Borrow(() => Work(agent, execute));
        }

        // The first to run needs no other thread, which saves half of the changes between threads.
        Work(first, execute);
        _ended.Wait();
        _fault?.Throw();
    }

    /// <summary>The machine has jumped: whoever is in the middle of something never comes back from it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>A place where another agent may go on.</summary>
    public void Point()
    {
        if (_isAbandoned)
        {
            return;
        }

        RacingAgent self = _running;
        RacingAgent? next = Next();
        if (next is null)
        {
            throw new ImplementationFaultException(
                FaultKind.Hung,
                $"no agent can go on: {string.Join(", ", _agents.Where(static a => !a.IsDone).Select(static a => $"{a.Number} waits for {a.Awaited?.Name}"))}"
            );
        }

        if (next != self)
        {
            _running = next;
            next.Thread.GiveTurn();
            self.Thread.AwaitTurn();
            if (_isAbandoned)
            {
                throw new RaceAbandonedException();
            }
        }
    }

    /// <summary>Takes a lock, and waits for it when need be.</summary>
    public void Enter(KernelLock name, object owner, bool alone)
    {
        if (_isAbandoned)
        {
            return;
        }

        if (!_locks.TryGetValue((name, owner), out LockHolders? holders))
        {
            _locks.Add((name, owner), holders = new LockHolders(name));
        }

        RacingAgent self = _running;
        self.Awaited = null;
        Point();
        while (!holders.IsFreeFor(alone))
        {
            self.Awaited = holders;
            self.AwaitsAlone = alone;
            Point();
        }

        self.Awaited = null;
        holders.Take(alone);
    }

    /// <summary>Takes a lock for itself if it is free.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryEnter(KernelLock name, object owner)
    {
        Point();
        if (!_locks.TryGetValue((name, owner), out LockHolders? holders))
        {
            _locks.Add((name, owner), holders = new LockHolders(name));
        }

        bool isFree = holders.IsFreeFor(alone: true);
        if (isFree)
        {
            holders.Take(alone: true);
        }

        return isFree;
    }

    /// <summary>Gives a lock free.</summary>
    public void Leave(KernelLock name, object owner)
    {
        if (!_isAbandoned)
        {
            _locks[(name, owner)].GiveFree();
            Point();
        }
    }

    private void Work(RacingAgent agent, Func<int, Outcome> execute)
    {
        try
        {
            for (int i = 0; i < agent.Operations.Count && !_isAbandoned; i++)
            {
                if (i > 0)
                {
                    Point();
                }

                int index = agent.Operations[i];
                _history.Call(index);
                _history.Answer(index, execute(index));
            }
        }
        catch (RaceAbandonedException)
        {
            // The kernel that it was in is gone.
        }
        catch (Exception fault)
        {
            _fault ??= ExceptionDispatchInfo.Capture(fault);
            _isAbandoned = true;
        }

        End(agent);
    }

    /// <summary>An agent is done: the next one goes on; with the last one the race is over.</summary>
    private void End(RacingAgent agent)
    {
        agent.IsDone = true;
        agent.Thread.GiveBack();
        if (--_threads == 0)
        {
            _ended.Release();
            return;
        }

        // After a jump each of the others is only let run to notice it.
        RacingAgent? next = _isAbandoned ? Array.Find(_agents, static other => !other.IsDone) : Next();
        if (next is null)
        {
            _fault ??= ExceptionDispatchInfo.Capture(
                new ImplementationFaultException(FaultKind.Hung, "no agent can go on: a lock was never given free")
            );
            _isAbandoned = true;
            next = Array.Find(_agents, static other => !other.IsDone)!;
        }

        _running = next;
        next.Thread.GiveTurn();
    }

    /// <summary>Who takes the next step.</summary>
    private RacingAgent? Next()
    {
        RacingAgent? next = null;
        while (next is null && _turn < _turns.Length)
        {
            if (_stepsLeft > 0)
            {
                next = Array.Find(_agents, agent => agent.Number == _turns[_turn].Agent && agent.CanStep);
                _stepsLeft--;
            }

            if (next is null && ++_turn < _turns.Length)
            {
                _stepsLeft = _turns[_turn].Steps;
            }
        }

        next ??= _running.CanStep ? _running : Array.Find(_agents, static agent => agent.CanStep);
        if (next is not null)
        {
            _history.Step(next.Number);
        }

        return next;
    }
}
