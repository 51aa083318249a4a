using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A size above that of the struct is E2BIG, even when all behind it is zero.</summary>
[Mutation("ioctl-larger-size-refused", "A size above that of the struct is E2BIG, even when all behind it is zero.")]
[Breaks("LUO-IOC-03")]
internal sealed class LargerSizeRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Place: ArgumentPlace.Mapped, Length: > 72 } raw && RawArgument.Size(raw) > 72
            ? RefuseRaw(raw)
            : Below(operation);

    private Outcome RefuseRaw(Ioctl raw)
    {
        Outcome outcome = Below(raw);
        if (!outcome.IsOk)
        {
            return outcome;
        }

        Withdraw(raw, Errno.E2BIG);
        return Outcome.Refused(Errno.E2BIG, new FieldValue(Field.Touched, 0));
    }
}
