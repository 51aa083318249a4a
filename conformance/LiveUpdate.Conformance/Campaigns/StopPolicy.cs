namespace LiveUpdate.Conformance;

/// <summary>What a campaign does after a failure.</summary>
public enum StopPolicy
{
    /// <summary>Runs all cases and keeps, for each broken clause, the failing case with the lowest index.</summary>
    KeepGoing,

    /// <summary>Ends with the failing case of the lowest index.</summary>
    FirstFailure,
}
