using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>A file that one agent changes while another preserves it or lets it go: a look by the latter needs no read-out.</content>
internal sealed partial class RaceReducer
{
    private bool LookInside()
    {
        foreach (RacingOperation change in _race.Race)
        {
            Handle file = RaceRules.ChangedFile(change.Operation);
            if (file.IsNone)
            {
                continue;
            }

            foreach (RacingOperation other in _race.Race)
            {
                if (
                    other.Agent != change.Agent
                    && other.Operation.Verb is Verb.PreserveFd or Verb.Close or Verb.Finish
                    && LookInside(other.Operation, file)
                )
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool LookInside(Operation behind, Handle file)
    {
        foreach (Operation look in Looks(file))
        {
            foreach (Operation change in FileChanges(file))
            {
                RaceCase candidate = _race with
                {
                    Race =
                    [
                        new RacingOperation(1, behind),
                        new RacingOperation(1, look),
                        new RacingOperation(2, change),
                    ],
                    After = [],
                };
                if (Try(candidate))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What shows the size, the pages, the seals or the contents of a file, the plainest first.</summary>
    private static Operation[] Looks(Handle file) =>
        [new Seek(file, 0, SeekFrom.End), new GetSeals(file), new ReadFile(file, null, 1)];

    /// <summary>What changes the size, the contents or the seals of a file, the plainest first.</summary>
    private static Operation[] FileChanges(Handle file) =>
        [
            new WriteFile(file, null, 1, 0),
            new WriteFile(file, 0, 1, 0),
            new Truncate(file, 1),
            new Truncate(file, 0),
            new Fallocate(file, 0, 0, 1),
            new AddSeals(file, 2),
        ];
}
