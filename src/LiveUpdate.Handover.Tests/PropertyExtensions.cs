using FsCheck;

namespace LiveUpdate.Handover.Tests;

/// <summary>How a property is held: quietly, and failing the test with the shrunk counterexample.</summary>
internal static class PropertyExtensions
{
    public static void Holds(this Property property) => property.HoldsFor(100);

    public static void HoldsFor(this Property property, int cases) =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(cases), property);
}
