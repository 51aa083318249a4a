using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A machine that takes tokens for others, however they are given; what is written back is what was given.</summary>
/// <param name="inner">The machine below, which is correct.</param>
internal abstract class TokenMachine(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation switch
        {
            PreserveFd preserve => Below(preserve with { Token = Taken(preserve.Token) }),
            RetrieveFd retrieve => Below(retrieve with { Token = Taken(retrieve.Token) }),
            Ioctl { Command: LuoCommand.PreserveFd or LuoCommand.RetrieveFd } raw
                when RawArgument.IsReadable(raw, 16) => Raw(raw, RawArgument.Token(raw)),
            _ => Below(operation),
        };

    /// <summary>What a token is taken for.</summary>
    /// <param name="token">The token.</param>
    protected abstract ulong Taken(ulong token);

    private Outcome Raw(Ioctl raw, ulong token)
    {
        if (Taken(token) == token)
        {
            return Below(raw);
        }

        Outcome outcome = Below(raw with { Argument = RawArgument.WithToken(raw.Argument, Taken(token)) });
        return outcome.IsOk && outcome.TryGet(Field.Arg, out FieldValue back)
            ? Outcome.Success(Field.Arg, RawArgument.WithToken(back.Bytes!, token))
            : outcome;
    }
}
