using LiveUpdate.Contract;

namespace LiveUpdate.Mutants;

/// <summary>A size above one page is E2BIG, even when all behind the struct is zero.</summary>
[Mutation("ioctl-size-over-page-refused", "A size above one page is E2BIG, even when all behind the struct is zero.")]
[Breaks("LUO-IOC-07", "LUO-IOC-03")]
internal sealed class SizeOverPageRefused(IMachine inner) : TamperedMachine(inner)
{
    protected override Outcome Answer(Operation operation) =>
        operation is Ioctl { Place: ArgumentPlace.Mapped, Length: > 4096 } raw && RawArgument.Size(raw) > 4096
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
