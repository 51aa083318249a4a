namespace LiveUpdate.Reference;

/// <summary>A thread that one race after the other borrows, since making threads is dear.</summary>
internal sealed class RaceThread
{
    private static readonly Stack<RaceThread> Idle = new();

    private readonly SemaphoreSlim _turn = new(0);
    private Action? _work;

    private readonly bool _isBorrowed;

    private RaceThread(bool isBorrowed) => _isBorrowed = isBorrowed;

    /// <summary>The thread that runs already, which does its work by itself.</summary>
    public static RaceThread OfCaller() => new(isBorrowed: false);

    /// <summary>Borrows a thread that will do some work at its first turn.</summary>
    /// <param name="work">The work; it throws nothing.</param>
    public static RaceThread Borrow(Action work)
    {
        RaceThread? thread;
        lock (Idle)
        {
            Idle.TryPop(out thread);
        }

        thread ??= Start();
        thread._work = work;
        return thread;
    }

    /// <summary>Lets the thread run.</summary>
    public void GiveTurn() => _turn.Release();

    /// <summary>Waits, on the thread itself, until it may run.</summary>
    public void AwaitTurn() => _turn.Wait();

    /// <summary>Gives the thread back, when its work is done.</summary>
    public void GiveBack()
    {
        if (!_isBorrowed)
        {
            return;
        }

        lock (Idle)
        {
            Idle.Push(this);
        }
    }

    private static RaceThread Start()
    {
        var started = new RaceThread(isBorrowed: true);
        var thread = new Thread(started.Run) { IsBackground = true, Name = "race" };
        thread.Start();
        return started;
    }

    private void Run()
    {
        while (true)
        {
            _turn.Wait();
            _work!();
        }
    }
}
