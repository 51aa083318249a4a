using LiveUpdate.Contract;
using LiveUpdate.Model;

namespace LiveUpdate.Conformance;

/// <summary>Picks from a model state the facts that one operation is about.</summary>
internal static class StateFacts
{
    /// <summary>The facts, one a line.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="state">The state before it.</param>
    public static string About(Operation operation, ModelState state)
    {
        // The state of LUO as a whole, where it has one, matters to all.
        var subjects = new List<string> { "state:" };
        foreach (Argument argument in operation.Arguments)
        {
            if (argument.Kind == ArgumentKind.Handle)
            {
                subjects.Add($"{argument.Handle}:");
                if (state.SessionOf(argument.Handle) is { } session)
                {
                    subjects.Add($"session {session.Name} ");
                }
            }
            else if (argument.Name == "name")
            {
                subjects.Add($"session {argument.Bytes!.UpToNul()} ");
            }
        }

        switch (operation.Verb)
        {
            case Verb.Open:
                subjects.AddRange(["kernel", "device", "descriptors"]);
                break;
            case Verb.Reboot or Verb.Kexec or Verb.Load or Verb.Unload or Verb.ColdBoot:
                subjects.AddRange(["kernel", "image"]);
                break;
            case Verb.CreateSession or Verb.RetrieveSession or Verb.RetrieveFd or Verb.Dup or Verb.CountFds:
                subjects.Add("descriptors");
                break;
        }

        return string.Join(
            '\n',
            state
                .Describe()
                .Where(line => subjects.Exists(subject => line.StartsWith(subject, StringComparison.Ordinal)))
        );
    }
}
