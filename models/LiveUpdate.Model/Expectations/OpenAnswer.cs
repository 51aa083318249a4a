using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <summary>A successful answer in which the implementation chooses page frames, and the state that its choice leads to.</summary>
/// <param name="guess">An answer that fits: the model's own choice.</param>
/// <param name="field">The field of the frames.</param>
/// <param name="chosen">The frames of the guess.</param>
/// <param name="accepts">Whether frames can be chosen.</param>
/// <param name="after">The state behind a choice.</param>
internal sealed class OpenAnswer(
    Outcome guess,
    Field field,
    FrameRun[] chosen,
    Func<FrameRun[], bool> accepts,
    Func<FrameRun[], ModelState> after
)
{
    /// <summary>An answer that fits.</summary>
    public Outcome Guess => guess;

    /// <summary>Whether an answer fits.</summary>
    /// <param name="got">The answer.</param>
    public bool Matches(Outcome got)
    {
        if (!got.IsOk || !TryRead(got, out FrameRun[] frames))
        {
            return false;
        }

        foreach (FieldValue wanted in guess.Fields)
        {
            if (wanted.Field != field && (!got.TryGet(wanted.Field, out FieldValue value) || value != wanted))
            {
                return false;
            }
        }

        return accepts(frames);
    }

    /// <summary>The state behind an answer that fits; one that does not say the frames is taken for the guess.</summary>
    /// <param name="got">The answer.</param>
    public ModelState After(Outcome got) => after(TryRead(got, out FrameRun[] frames) ? frames : chosen);

    /// <summary>The answer with the open field marked.</summary>
    public override string ToString() => $"{guess} ({OutcomeText.Key(field)} is the implementation's choice)";

    private bool TryRead(Outcome got, out FrameRun[] frames)
    {
        frames = [];
        return got.TryGet(field, out FieldValue value)
            && value.Bytes is { } text
            && FrameList.TryParse(text, out frames);
    }
}
