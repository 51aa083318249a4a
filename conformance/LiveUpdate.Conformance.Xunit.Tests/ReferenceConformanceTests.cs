using LiveUpdate.Contract;
using LiveUpdate.Reference;

namespace LiveUpdate.Conformance.Xunit.Tests;

/// <summary>The package in use: the reference, clause by clause.</summary>
public sealed class ReferenceConformanceTests : ConformanceTests
{
    protected override IImplementation Implementation => new ReferenceImplementation();
}
