using LiveUpdate.Reference;

namespace LiveUpdate.Mutants;

/// <summary>Letting a file go looks up its id when the file is gone, and finds that of the file that was taken next.</summary>
[Mutation(
    "HL-10-id-looked-up-too-late",
    "Letting a file go looks up its id when the file is gone, and finds that of the file that was taken next.",
    History = "HL-10"
)]
[Breaks("LUO-FILE-03", "LUO-FILE-04", "LUO-FILE-13", "LUO-FILE-28")]
internal sealed class IdLookedUpTooLate : Parts
{
    protected override OwnedFiles CreateOwnedFiles(Kernel kernel) => new Owned(kernel);

    private sealed class Owned(Kernel kernel) : OwnedFiles(kernel)
    {
        private readonly List<object> _taken = [];

        protected override bool TryTake(object id)
        {
            bool isFree = base.TryTake(id);
            if (isFree)
            {
                _taken.Add(id);
            }

            return isFree;
        }

        protected override void GiveFree(object id)
        {
            int place = _taken.IndexOf(id);
            object found = place >= 0 && place + 1 < _taken.Count ? _taken[place + 1] : id;
            _taken.Remove(found);
            base.GiveFree(found);
        }
    }
}
