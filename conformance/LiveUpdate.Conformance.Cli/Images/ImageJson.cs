using System.Globalization;
using System.Text.Json;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Writes an image for programs; addresses, numbers of 64 bits and tokens are texts in hex.</summary>
/// <param name="json">Where to.</param>
/// <param name="image">What was read.</param>
/// <param name="contents">Reads the memfds.</param>
internal sealed class ImageJson(Utf8JsonWriter json, HandoverImage image, MemfdContents contents)
{
    /// <summary>Writes the properties of the object.</summary>
    /// <param name="name">The file's name.</param>
    public void Write(string name)
    {
        json.WriteString("file", name);
        json.WriteNumber("pageSize", image.PageSize);
        Hex("fdt", image.FdtAddress);
        Array("properties", image.Properties, Property);
        Tracker();
        Array("scratch", image.Scratch, Scratch);
        Metadata();
        Luo();
        Array("flbs", image.Flbs, Flb);
        Array("sessions", image.Sessions, Session);
        Array("rules", image.Verdicts, Rule);
        json.WriteNumber("faultCount", image.FaultCount);
        Array("faults", image.Faults, Fault);
    }

    private void Hex(string name, ulong number) =>
        json.WriteString(name, string.Create(CultureInfo.InvariantCulture, $"0x{number:x}"));

    private void Array<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Property(HandoverProperty property)
    {
        json.WriteString("path", property.Path);
        json.WriteString("name", property.Name);
        json.WriteString("value", Convert.ToHexStringLower(property.Value.Span));
    }

    private void Tracker()
    {
        json.WriteStartObject("tracker");
        Array(
            "nodes",
            image.TrackerNodes,
            node =>
            {
                json.WriteNumber("level", node.Level);
                Hex("address", node.Address);
            }
        );
        json.WriteNumber("blocks", image.Preserved.Count);
        json.WriteString("bytes", image.PreservedBytes.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("unclaimed", image.UnclaimedEntries);
        Array(
            "byOrder",
            image.CountsByOrder,
            pair =>
            {
                json.WriteNumber("order", pair.Order);
                json.WriteNumber("count", pair.Count);
            }
        );
        json.WriteEndObject();
    }

    private void Scratch(ScratchRegion area)
    {
        Hex("address", area.Address);
        Hex("length", area.Length);
    }

    private void Metadata()
    {
        if (image.Metadata is not { } metadata)
        {
            return;
        }

        json.WriteStartObject("metadata");
        json.WriteNumber("version", metadata.Version);
        json.WriteString("release", metadata.Release.ToString());
        json.WriteNumber("count", metadata.Count);
        json.WriteEndObject();
    }

    private void Luo()
    {
        if (image.Luo is not { } luo)
        {
            return;
        }

        json.WriteStartObject("luo");
        Hex("address", luo.Address);
        json.WriteString("compatible", luo.Compatible.ToString());
        json.WriteNumber("number", luo.Number);
        Hex("sessions", luo.SessionsAddress);
        Hex("flbs", luo.FlbsAddress);
        json.WriteEndObject();
    }

    private void Flb(HandoverFlb flb)
    {
        json.WriteString("name", flb.Name.ToString());
        Hex("data", flb.Data);
        json.WriteNumber("count", flb.Count);
    }

    private void Session(HandoverSession session)
    {
        json.WriteString("name", session.Name.ToString());
        Hex("address", session.Address);
        Hex("files_pa", session.FilesAddress);
        json.WriteNumber("count", session.FileCount);
        Array("files", session.Files, File);
    }

    private void File(HandoverFile file)
    {
        Hex("token", file.Token);
        json.WriteString("compatible", file.Compatible.ToString());
        Hex("data", file.Data);
        if (file.Memfd is not { } memfd)
        {
            return;
        }

        json.WriteNumber("size", memfd.Record.Length);
        json.WriteNumber("position", memfd.Record.Position);
        json.WriteNumber("seals", memfd.Record.Seals);
        json.WriteString("sha256", contents.Digest(memfd));
        Array("folios", memfd.Folios, Folio);
    }

    private void Folio(HandoverFolio folio)
    {
        Hex("address", folio.Address);
        json.WriteNumber("order", folio.Order);
        json.WriteNumber("flags", folio.Flags);
        json.WriteNumber("index", folio.Index);
    }

    private void Rule(ImageVerdict verdict)
    {
        json.WriteString("clause", verdict.Clause.ToString());
        json.WriteNumber("exercised", verdict.Exercised);
        json.WriteNumber("broken", verdict.Broken);
    }

    private void Fault(ImageFault fault)
    {
        json.WriteString("clause", fault.Clause.ToString());
        Hex("address", fault.Address);
        json.WriteString("message", fault.Message);
    }
}
