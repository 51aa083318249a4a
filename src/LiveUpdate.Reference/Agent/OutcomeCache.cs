using LiveUpdate.Contract;

namespace LiveUpdate.Reference;

/// <summary>Answers with one number, made once and handed out again.</summary>
internal sealed class OutcomeCache
{
    private const int Size = 64;

    private readonly Outcome?[] _answers = new Outcome?[Size];

    public Outcome Success(Field field, ulong number)
    {
        int slot = (int)((number * 0x9E3779B97F4A7C15UL >> 58) ^ (ulong)field) & (Size - 1);
        Outcome? answer = _answers[slot];
        if (answer is not null)
        {
            FieldValue value = answer.Fields[0];
            if (value.Field == field && value.Number == number)
            {
                return answer;
            }
        }

        answer = Outcome.Success(field, number);
        _answers[slot] = answer;
        return answer;
    }
}
