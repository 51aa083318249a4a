using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>Calls of an implementation in this process: one that falls over has crashed; the suite itself has not.</summary>
internal static class MachineCalls
{
    /// <summary>Starts a machine.</summary>
    /// <param name="implementation">The implementation.</param>
    /// <exception cref="ImplementationFaultException">It could not be started.</exception>
    public static IMachine Start(IImplementation implementation)
    {
        try
        {
            return implementation.Start();
        }
        catch (Exception fault) when (fault is not ImplementationFaultException)
        {
            throw new ImplementationFaultException(FaultKind.NotStarted, fault.Message, fault.ToString());
        }
    }

    /// <summary>Does one operation.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="operation">The operation.</param>
    /// <exception cref="ImplementationFaultException">There is no answer.</exception>
    public static Outcome Execute(IMachine machine, Operation operation)
    {
        try
        {
            return machine.Execute(operation);
        }
        catch (Exception fault) when (fault is not ImplementationFaultException)
        {
            throw Crash(fault);
        }
    }

    /// <summary>Asks for the accounts of memory.</summary>
    /// <param name="accounts">The machine.</param>
    /// <exception cref="ImplementationFaultException">There is no answer.</exception>
    public static IReadOnlyList<string> Audit(IMemoryAccounts accounts)
    {
        try
        {
            return accounts.Audit();
        }
        catch (Exception fault) when (fault is not ImplementationFaultException)
        {
            throw Crash(fault);
        }
    }

    /// <summary>Asks for the image that a jump would hand over now.</summary>
    /// <param name="view">The machine.</param>
    /// <exception cref="ImplementationFaultException">There is no answer.</exception>
    public static IPhysicalImage View(IHandoverView view)
    {
        try
        {
            return view.View();
        }
        catch (Exception fault) when (fault is not ImplementationFaultException)
        {
            throw Crash(fault);
        }
    }

    /// <summary>Lets go of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="isJudged">Whether it is known already what is wrong with it, so that it may fall over here too.</param>
    /// <exception cref="ImplementationFaultException">It falls over.</exception>
    public static void End(IMachine machine, bool isJudged)
    {
        try
        {
            machine.Dispose();
        }
        catch (Exception fault) when (isJudged || fault is not ImplementationFaultException)
        {
            if (!isJudged)
            {
                throw Crash(fault);
            }
        }
    }

    /// <summary>What an implementation threw, as the reason why there is no verdict.</summary>
    /// <param name="fault">What it threw.</param>
    public static ImplementationFaultException Crash(Exception fault) =>
        fault as ImplementationFaultException ?? new(FaultKind.Crashed, fault.Message, fault.ToString());
}
