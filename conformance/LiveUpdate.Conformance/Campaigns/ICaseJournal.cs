using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Keeps the running program where a crash of either side does not reach it.</summary>
/// <remarks>Called from every worker's thread.</remarks>
public interface ICaseJournal
{
    /// <summary>Called before the first operation of a program runs; what it keeps must be safe when it returns.</summary>
    /// <param name="runner">What runs it, one program at a time.</param>
    /// <param name="program">The program, a case or one that is tried while a case is made small.</param>
    void Begin(object runner, Program program);

    /// <summary>Called when the program has ended, whatever its end.</summary>
    /// <param name="runner">What ran it.</param>
    void End(object runner);
}
