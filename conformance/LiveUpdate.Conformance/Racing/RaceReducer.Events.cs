using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <content>Steps that make races plainer in which the state of LUO is moved.</content>
internal sealed partial class RaceReducer
{
    /// <summary>Lets two agents move the state in the same way, as soon as there is a device: whatever an event gets between, another one shows it.</summary>
    private bool RaceEvents()
    {
        if (!Operations(_race).Any(static one => one is LuoEvent))
        {
            return false;
        }

        int open = _race.Before.ToList().FindIndex(static one => one is OpenDevice);
        if (open < 0)
        {
            return false;
        }

        var prepare = new LuoEvent(_race.Before[open].Result, EventKind.Prepare);
        return Try(new RaceCase([.. _race.Before.Take(open + 1)], [ByAgent(1, prepare), ByAgent(2, prepare)], []));
    }
}
