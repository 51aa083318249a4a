using System.Globalization;
using System.Text;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance.Cli;

/// <summary>Prints an image as the tree that a person wants to see, and what the rules say of it.</summary>
/// <param name="image">What was read.</param>
/// <param name="contents">Reads the memfds.</param>
internal sealed class ImageText(HandoverImage image, MemfdContents contents)
{
    private readonly StringBuilder _text = new();

    /// <summary>Prints it.</summary>
    /// <param name="name">The file's name.</param>
    public string Print(string name)
    {
        Line(0, $"{name}: pages of {image.PageSize} bytes, KHO tree {Where(image.FdtAddress)}");
        DeviceTree();
        Tracker();
        Scratch();
        if (image.Metadata is { } metadata)
        {
            Line(0, $"kexec metadata: version {metadata.Version}, release {metadata.Release}, count {metadata.Count}");
        }

        Luo();
        Sessions();
        Rules();
        return _text.ToString();
    }

    private static string Where(ulong address) =>
        address == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");

    private void Line(int indent, FormattableString text)
    {
        _text.Append(' ', indent).Append(FormattableString.Invariant(text)).Append('\n');
    }

    private void DeviceTree()
    {
        Line(0, $"device tree");
        string path = "/";
        foreach (HandoverProperty property in image.Properties)
        {
            if (property.Path != path)
            {
                path = property.Path;
                Line(2, $"{path}");
            }

            Line(path.Length == 1 ? 2 : 4, $"{property.Name} = {Value(property.Value.Span)}");
        }
    }

    /// <summary>A property's value: a text, a number of 8 bytes as KHO writes it, or bytes.</summary>
    private static string Value(ReadOnlySpan<byte> value)
    {
        if (value.Length > 1 && value[^1] == 0 && value[..^1].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            return $"\"{Encoding.ASCII.GetString(value[..^1])}\"";
        }

        return value.Length == sizeof(ulong)
            ? string.Create(CultureInfo.InvariantCulture, $"0x{BitConverter.ToUInt64(value):x}")
            : $"[{Convert.ToHexStringLower(value[..Math.Min(value.Length, 64)])}]";
    }

    private void Tracker()
    {
        int nodes = image.TrackerNodes.Count;
        string root = nodes == 0 ? "none" : Where(image.TrackerNodes[0].Address);
        Line(0, $"tracker: root {root}, {nodes} nodes, {image.Preserved.Count} blocks, {image.PreservedBytes} bytes");
        foreach ((int order, int count) in image.CountsByOrder)
        {
            Line(2, $"order {order}: {count}");
        }

        if (image.UnclaimedEntries > 0)
        {
            Line(2, $"{image.UnclaimedEntries} belong to nothing that the image describes");
        }
    }

    private void Scratch()
    {
        Line(0, $"scratch: {(image.Scratch.Count == 0 ? "not in the file" : $"{image.Scratch.Count} areas")}");
        foreach (ScratchRegion area in image.Scratch)
        {
            Line(2, $"{Where(area.Address)}, {area.Length} bytes");
        }
    }

    private void Luo()
    {
        if (image.Luo is not { } luo)
        {
            Line(0, $"LUO: none");
            return;
        }

        Line(0, $"LUO: {luo.Compatible} at {Where(luo.Address)}, live update number {luo.Number}");
        Line(0, $"FLBs: {image.Flbs.Count}, at {Where(luo.FlbsAddress)}");
        foreach (HandoverFlb flb in image.Flbs)
        {
            Line(2, $"{flb.Name}: data 0x{flb.Data:x}, count {flb.Count}");
        }
    }

    private void Sessions()
    {
        int files = image.Sessions.Sum(static session => session.Files.Count);
        Line(0, $"sessions: {image.Sessions.Count} with {files} files");
        foreach (HandoverSession session in image.Sessions)
        {
            Line(2, $"{session.Name}: {session.FileCount} files");
            foreach (HandoverFile file in session.Files)
            {
                File(file);
            }
        }
    }

    private void File(HandoverFile file)
    {
        if (file.Memfd is not { } memfd)
        {
            Line(4, $"0x{file.Token:x}: {file.Compatible}, data 0x{file.Data:x}");
            return;
        }

        MemfdRecord record = memfd.Record;
        string digest = contents.Digest(memfd) is { } whole ? $"sha256 {whole[..16]}…" : "too large to digest";
        Line(
            4,
            $"0x{file.Token:x}: {file.Compatible} at {Where(memfd.Address)}, size {record.Length}, position {record.Position}, seals {SealWords.Of(record.Seals)}, folios {memfd.Folios.Count}, {digest}"
        );
    }

    private void Rules()
    {
        ClauseId[] silent =
        [
            .. image.Verdicts.Where(static v => v.Exercised == 0 && v.Broken == 0).Select(v => v.Clause),
        ];
        Line(0, $"rules");
        foreach (ImageVerdict verdict in image.Verdicts.Where(static v => v.Exercised > 0 || v.Broken > 0))
        {
            string clause = verdict.Clause.ToString();
            Line(2, $"{clause, -12} {(verdict.IsBroken ? "broken" : "held"), -6} {verdict.Exercised, 7}");
            foreach (ImageFault fault in image.Faults.Where(fault => fault.Clause == verdict.Clause))
            {
                Line(4, $"at 0x{fault.Address:x}: {fault.Message}");
            }
        }

        Line(2, $"not exercised: {string.Join(", ", silent)}");
        Line(0, $"{(image.FaultCount == 0 ? "no rule is broken" : $"{image.FaultCount} faults")}");
    }
}
