using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>What an <see cref="IImageJudge"/> found in the images of one operation.</summary>
public sealed class ImageFindings
{
    private readonly List<ClauseId> _exercised = [];
    private readonly List<(ClauseId Clause, string Found, string Allowed)> _broken = [];

    /// <summary>The clauses that were exercised, once for each time.</summary>
    public IReadOnlyList<ClauseId> Exercised => _exercised;

    /// <summary>The broken clauses, with what was found and what is allowed.</summary>
    public IReadOnlyList<(ClauseId Clause, string Found, string Allowed)> Broken => _broken;

    /// <summary>Notes that a clause's premise was met and its consequence observed.</summary>
    /// <param name="clause">The clause.</param>
    public void Exercise(ClauseId clause) => _exercised.Add(clause);

    /// <summary>Notes a broken clause.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="found">What is in the image, and where.</param>
    /// <param name="allowed">What the clause allows.</param>
    public void Break(ClauseId clause, string found, string allowed) => _broken.Add((clause, found, allowed));

    internal void Clear()
    {
        _exercised.Clear();
        _broken.Clear();
    }
}
