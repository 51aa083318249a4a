using System.Text.Json;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Clauses for programs.</summary>
internal static class ClauseJson
{
    /// <summary>Writes the property <c>clauses</c>: an object for each.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="clauses">The clauses.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<Clause> clauses)
    {
        json.WriteStartArray("clauses");
        foreach (Clause clause in clauses)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id.ToString());
            json.WriteString("name", clause.Name);
            json.WriteString("statement", clause.Statement);
            json.WriteString("level", ClauseText.Word(clause.Level));
            json.WriteString("observation", ClauseText.Letters(clause.Observation));
            json.WriteString("status", ClauseText.Word(clause.Status));
            json.WriteString("reason", clause.Reason);
            json.WriteString("source", clause.Source);
            json.WriteString("since", clause.Since.ToString());
            json.WriteString("until", clause.Until?.ToString());
            json.WriteString("profile", clause.Profile);
            json.WriteString("why", clause.Why);
            json.WriteStartArray("relations");
            foreach (ClauseRelation relation in clause.Relations)
            {
                json.WriteStartObject();
                json.WriteString("kind", ClauseText.Word(relation.Kind));
                json.WriteString("clause", relation.Other.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
