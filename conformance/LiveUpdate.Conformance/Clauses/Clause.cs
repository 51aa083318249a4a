using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>One testable sentence of the contract, with where it comes from and how it can be seen.</summary>
/// <param name="Id">Its id, which lives for ever.</param>
/// <param name="Name">A few words for tables and headings.</param>
/// <param name="Statement">The sentence, with MUST, SHOULD or MAY as <paramref name="Level"/> says.</param>
/// <param name="Level">How much it binds.</param>
/// <param name="Observation">The observation classes of which each one alone can show it; never none.</param>
/// <param name="Source">The kernel function or document that it is taken from.</param>
/// <param name="Since">The first kernel to which it applies.</param>
/// <param name="Until">The last kernel to which it applies, or <see langword="null"/> when it still does.</param>
/// <param name="Profile">The profile under which it binds: <c>linux</c> or the name of an alternative.</param>
/// <param name="Relations">Links to other clauses.</param>
/// <param name="Why">What it is good for, in one or two sentences.</param>
/// <param name="Status">Whether the suite checks it.</param>
/// <param name="Reason">Why the suite does not check it yet or cannot; empty for the other states.</param>
/// <param name="File">The clause file it stands in.</param>
/// <param name="Line">The line there, counted from 1.</param>
public sealed record Clause(
    ClauseId Id,
    string Name,
    string Statement,
    ClauseLevel Level,
    ObservationClasses Observation,
    string Source,
    KernelVersion Since,
    KernelVersion? Until,
    string Profile,
    ImmutableArray<ClauseRelation> Relations,
    string Why,
    ClauseStatus Status,
    string Reason,
    string File,
    int Line
)
{
    /// <summary>The id without its number: <c>LUO-SESS</c> of <c>LUO-SESS-07</c>, <c>D3</c> of <c>D3.8</c>.</summary>
    public string Area => Id.ToString()[..Id.ToString().LastIndexOfAny(['-', '.'])];

    /// <summary>The clauses under which a carried clause is judged: those that carry it out and those that it refines.</summary>
    public IEnumerable<ClauseId> Carriers =>
        Relations
            .Where(static relation => relation.Kind is RelationKind.CarriedBy or RelationKind.Refines)
            .Select(static relation => relation.Other);

    /// <summary>Whether an implementation that offers these classes can show the clause.</summary>
    /// <param name="offered">What the implementation offers.</param>
    public bool IsObservableThrough(ObservationClasses offered) => (Observation & offered) != ObservationClasses.None;

    /// <summary>Whether the clause holds for a kernel.</summary>
    /// <param name="version">The kernel's version.</param>
    public bool AppliesTo(KernelVersion version) => Since <= version && (Until is null || version <= Until);

    /// <summary>The other clauses to which it stands in one relation.</summary>
    /// <param name="kind">The relation.</param>
    public IEnumerable<ClauseId> Related(RelationKind kind) =>
        Relations.Where(relation => relation.Kind == kind).Select(static relation => relation.Other);

    /// <summary>The id and the name.</summary>
    public override string ToString() => $"{Id} {Name}";
}
