using System.Numerics;
using LiveUpdate.Contract;

namespace LiveUpdate.Model;

/// <content>Objects of users in the kernel, in one or several versions (D1.5, D2.3).</content>
public sealed partial class LiveUpdateModel
{
    private static void PutObject(ModelState state, PutObject op, Expectation into)
    {
        bool several = state.Has(Differences.SeveralVersions);
        if (op.Name.Length == 0 || op.Versions == 0 || (!several && op.Versions != 1))
        {
            into.Refuse(Errno.EINVAL, state);
            return;
        }

        if (!state.IsKhoEnabled)
        {
            into.Refuse(Errno.EOPNOTSUPP, state);
            return;
        }

        AlternativeState alternative = state.Alternative!;
        if (FinalizedSet.RefusesAdding(state, into))
        {
            return;
        }

        foreach (KernelObject other in alternative.Outgoing)
        {
            if (other.Name.Equals(op.Name))
            {
                into.Refuse(Errno.EEXIST, state);
                return;
            }
        }

        if (alternative.Outgoing.Length == Contract.PutObject.MaxObjects)
        {
            into.Refuse(Errno.ENOSPC, state);
            return;
        }

        ModelState next = state.Copy();
        next.Alternative = alternative with
        {
            Outgoing = alternative.Outgoing.Add(new KernelObject(op.Name, op.Fill, op.Versions)),
        };
        if (state.KernelMemory is { } memory)
        {
            next.KernelMemory = memory with { RoomTaken = 0 };
        }

        into.Allow(Outcome.Ok, next);
        if (!KernelSubtreeStep.IsRoomCertain(next))
        {
            into.Refuse(Errno.ENOMEM, state);
        }
    }

    private static void TakeObject(ModelState state, TakeObject op, Expectation into)
    {
        if (!state.IsKhoEnabled)
        {
            into.Refuse(Errno.EOPNOTSUPP, state);
            return;
        }

        AlternativeState alternative = state.Alternative!;
        KernelObject? found = alternative.Incoming.FirstOrDefault(candidate => candidate.Name.Equals(op.Name));
        if (found is null)
        {
            ExerciseAbsent(state, into);
            into.Refuse(Errno.ENOENT, state);
            return;
        }

        FinalizedSet.ExerciseArrival(state, into);
        ulong known = found.Versions & op.Knows;
        if (known == 0)
        {
            into.Exercise(Clauses.KhoVers02);
            ModelState refused = state.Copy();
            refused.Alternative = alternative with
            {
                Incoming = alternative.Incoming.Replace(found, found with { WasRefused = true }),
            };
            into.Refuse(Errno.EOPNOTSUPP, refused);
            return;
        }

        int version = BitOperations.Log2(known);
        if (state.Has(Differences.SeveralVersions))
        {
            into.Exercise(Clauses.KhoVers01);
        }

        var data = new ContentRuns();
        data.Add((byte)(found.Fill + version), Contract.PutObject.RecordSize);
        ModelState next = state.Copy();
        next.Alternative = alternative with { Incoming = alternative.Incoming.Remove(found) };
        into.Allow(
            Outcome.Success([
                new FieldValue(Field.Version, (ulong)version),
                new FieldValue(Field.Data, data.ToValue()),
            ]),
            next
        );
    }

    private static void ExerciseAbsent(ModelState state, Expectation into)
    {
        FinalizedSet.ExerciseArrival(state, into);

        if (state.Has(Differences.SeveralVersions) && state.BootNumber > 0)
        {
            into.Exercise(Clauses.KhoVers03);
        }
    }
}
