using LiveUpdate.Contract;

namespace LiveUpdate.Conformance;

/// <summary>The one order in which races are plainer than others, and in which the search for a proof only goes down.</summary>
/// <remarks>
/// Fewer operations come first, then fewer that race, then fewer agents, then what is plainer as an ordinary program, and
/// last lower numbers of agents. The schedule has no part in it: of each race the search takes the first that shows the fault.
/// </remarks>
internal static class RaceOrder
{
    /// <summary>Compares two races.</summary>
    /// <param name="left">One race.</param>
    /// <param name="right">The other.</param>
    /// <returns>Less than zero when the first is plainer, more when the second is, zero when they differ in names at most.</returns>
    public static int Compare(RaceCase left, RaceCase right)
    {
        int order = left.Length.CompareTo(right.Length);
        order = order != 0 ? order : left.Race.Length.CompareTo(right.Race.Length);
        order = order != 0 ? order : left.Agents.Length.CompareTo(right.Agents.Length);
        order = order != 0 ? order : left.Before.Length.CompareTo(right.Before.Length);
        order = order != 0 ? order : ProgramOrder.Compare(Flat(left), Flat(right));
        for (int i = 0; i < left.Race.Length && order == 0; i++)
        {
            order = left.Race[i].Agent.CompareTo(right.Race[i].Agent);
        }

        return order;
    }

    private static Operation[] Flat(RaceCase race) => race.InOrder(Enumerable.Range(0, race.Race.Length));
}
