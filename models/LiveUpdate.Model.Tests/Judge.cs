using LiveUpdate.Contract;

namespace LiveUpdate.Model.Tests;

/// <summary>Runs programs with recorded answers through the model, keeping every state that is still possible.</summary>
internal sealed class Judge(ModelOptions? options = null)
{
    private readonly LiveUpdateModel _model = new(options ?? ModelOptions.Default);
    private readonly Expectation _expectation = new();

    public List<ModelState> States { get; private set; } = [];

    public HashSet<string> Exercised { get; } = new(StringComparer.Ordinal);

    public LiveUpdateModel Model => _model;

    public Expectation Expectation => _expectation;

    public ModelState State => States.Single();

    public static Program Parse(string text)
    {
        string program = text.StartsWith("luo 1", StringComparison.Ordinal) ? text : "luo 1\n" + text;
        Assert.True(
            ProgramText.TryParse(program, "test", out Program? parsed, out TextError? error),
            error?.ToString()
        );
        return parsed;
    }

    /// <summary>Runs a program; a recorded answer may leave fields out; a line without a recorded answer must have exactly one success and takes it.</summary>
    public Judge Run(string text)
    {
        if (States.Count == 0)
        {
            States = [_model.ColdBoot(BootParameters.Default)];
        }

        foreach (ProgramLine line in Parse(text).Lines)
        {
            Step(line);
        }

        return this;
    }

    private void Step(ProgramLine line)
    {
        var next = new List<ModelState>();
        var allowed = new List<string>();
        foreach (ModelState state in States)
        {
            IReadOnlyList<string> before = state.Describe();
            _model.Step(state, line.Operation, _expectation);
            Assert.Equal(before, state.Describe());
            for (int i = 0; i < _expectation.Count; i++)
            {
                Alternative alternative = _expectation[i];
                allowed.Add(alternative.Pattern.ToString());
                bool matches = line.Recorded is { } recorded
                    ? alternative.Pattern.Matches(recorded) || alternative.Pattern.Outcome?.Covers(recorded) == true
                    : alternative.Pattern.Outcome is { IsOk: true };
                if (!matches)
                {
                    continue;
                }

                ModelState after = line.Recorded is { } said ? alternative.After(said) : alternative.Next;
                if (!next.Contains(after))
                {
                    next.Add(after);
                }

                foreach (ClauseId clause in alternative.Exercised)
                {
                    Exercised.Add(clause.ToString());
                }
            }
        }

        Assert.True(next.Count > 0, $"{line}: allowed only {string.Join(" or ", allowed)}");
        States = next;
    }

    /// <summary>The clause that the model names for a wrong answer of the operation.</summary>
    public string Explain(string operation, string answer)
    {
        Operation op = Parse(operation).Lines[0].Operation;
        Assert.True(OutcomeText.TryParse(answer, out Outcome? got, out _));
        ModelState state = States[0];
        _model.Step(state, op, _expectation);
        for (int i = 0; i < _expectation.Count; i++)
        {
            Assert.False(_expectation[i].Pattern.Matches(got), $"{operation}: {answer} is allowed");
        }

        return _model.Explain(state, op, _expectation, got).ToString();
    }
}
