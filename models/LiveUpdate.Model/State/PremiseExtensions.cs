namespace LiveUpdate.Model;

/// <summary>Asking for premises.</summary>
internal static class PremiseExtensions
{
    /// <summary>Whether any of the given premises holds.</summary>
    public static bool Has(this FilePremises premises, FilePremises any) => (premises & any) != FilePremises.None;

    /// <summary>Whether any of the given premises holds.</summary>
    public static bool Has(this SessionPremises premises, SessionPremises any) =>
        (premises & any) != SessionPremises.None;

    /// <summary>Whether any of the given premises holds.</summary>
    public static bool Has(this StatePremises premises, StatePremises any) => (premises & any) != StatePremises.None;
}
