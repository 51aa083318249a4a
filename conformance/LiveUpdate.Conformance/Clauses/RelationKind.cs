namespace LiveUpdate.Conformance;

/// <summary>How one clause stands to another.</summary>
public enum RelationKind
{
    /// <summary><c>refines</c>: it says in more detail what the other one says.</summary>
    Refines,

    /// <summary><c>succeeds</c>: it takes the place of the other one from its own <see cref="Clause.Since"/> on.</summary>
    Succeeds,

    /// <summary><c>see</c>: whoever reads the one will want the other.</summary>
    See,

    /// <summary><c>carried-by</c>: the other one is a part of how this one is carried out.</summary>
    CarriedBy,
}
