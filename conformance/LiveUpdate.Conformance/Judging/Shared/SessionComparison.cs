using System.Globalization;
using LiveUpdate.Contract;
using LiveUpdate.Handover;

namespace LiveUpdate.Conformance;

/// <summary>Compares sessions that were found in an image with those that are expected there.</summary>
/// <param name="image">The image.</param>
/// <param name="findings">Where to say which clauses were exercised and which are broken.</param>
internal sealed class SessionComparison(HandoverImage image, ImageFindings findings)
{
    private static readonly ClauseId Tree = ClauseId.Of("KHO-FDT-01");
    private static readonly ClauseId Record = ClauseId.Of("ABI-01");
    private static readonly ClauseId Order = ClauseId.Of("ABI-03");
    private static readonly ClauseId Sessions = ClauseId.Of("LUO-SESS-04");
    private static readonly ClauseId Files = ClauseId.Of("LUO-FILE-06");
    private static readonly ClauseId Size = ClauseId.Of("MEMFD-03");
    private static readonly ClauseId Position = ClauseId.Of("MEMFD-04");
    private static readonly ClauseId Seals = ClauseId.Of("MEMFD-10");

    /// <summary>Compares.</summary>
    /// <param name="found">The sessions that were found, in the order of the image, by the names that their owner gave them.</param>
    /// <param name="expected">The sessions that are expected, in order.</param>
    public void Compare(
        IReadOnlyList<(ByteString Name, HandoverSession Session)> found,
        IReadOnlyList<ExpectedSession> expected
    )
    {
        if (!Require(image.FdtAddress != 0, Tree, 0, $"there is no KHO tree", $"one: KHO is on"))
        {
            return;
        }

        if (image.Luo is null && expected.Count == 0)
        {
            Require(false, Record, image.FdtAddress, $"there is no LUO record", $"one: live update is on");
            return;
        }

        CompareOrder(
            [.. found.Select(static pair => pair.Name.ToString())],
            [.. expected.Select(static session => session.Name.ToString())],
            Sessions,
            "session",
            image.Luo?.SessionsAddress ?? 0
        );
        foreach ((ByteString name, HandoverSession session) in found)
        {
            if (expected.FirstOrDefault(wanted => wanted.Name.Equals(name)) is { Files: { } files })
            {
                Compare(session, files);
            }
        }
    }

    private void Compare(HandoverSession session, IReadOnlyList<ExpectedFile> expected)
    {
        CompareOrder(
            [.. session.Files.Select(static file => Token(file.Token))],
            [.. expected.Select(static file => Token(file.Token))],
            Files,
            "file",
            session.Address
        );
        foreach (HandoverFile file in session.Files)
        {
            if (expected.FirstOrDefault(wanted => wanted.Token == file.Token) is { } wanted)
            {
                Compare(file, wanted);
            }
        }
    }

    private void Compare(HandoverFile file, ExpectedFile wanted)
    {
        Require(
            wanted.Compatible is null || file.Compatible.Equals(wanted.Compatible),
            Files,
            file.Address,
            $"file {Token(file.Token)} has the handler '{file.Compatible}'",
            $"'{wanted.Compatible}'"
        );
        if (file.Memfd is not { } memfd)
        {
            return;
        }

        MemfdRecord record = memfd.Record;
        if (wanted.Length is { } size)
        {
            Require(record.Length == size, Size, memfd.Address, $"the size is {record.Length}", $"{size}");
        }

        if (wanted.Position is { } position)
        {
            Require(
                record.Position == position,
                Position,
                memfd.Address,
                $"the position is {record.Position}",
                $"{position}"
            );
        }

        if (wanted.Seals is { } seals)
        {
            Require(record.Seals == seals, Seals, memfd.Address, $"the seals are 0x{record.Seals:x}", $"0x{seals:x}");
        }
    }

    /// <summary>The same things, and in the same order.</summary>
    private void CompareOrder(string[] found, string[] expected, ClauseId presence, string what, ulong where)
    {
        if (expected.Length > 0)
        {
            findings.Exercise(presence);
            findings.Exercise(Order);
        }

        string? extra = found.Except(expected, StringComparer.Ordinal).FirstOrDefault();
        string? missing = expected.Except(found, StringComparer.Ordinal).FirstOrDefault();
        if (extra is not null || missing is not null)
        {
            string message = missing is null ? $"there is a {what} {extra}" : $"there is no {what} {missing}";
            findings.Break(presence, At(where, message), $"exactly: {string.Join(", ", expected)}");
        }
        else if (!found.SequenceEqual(expected, StringComparer.Ordinal))
        {
            findings.Break(
                Order,
                At(where, $"the order is {string.Join(", ", found)}"),
                $"{string.Join(", ", expected)}"
            );
        }
    }

    private bool Require(
        bool holds,
        ClauseId clause,
        ulong where,
        FormattableString otherwise,
        FormattableString allowed
    )
    {
        findings.Exercise(clause);
        if (!holds)
        {
            findings.Break(
                clause,
                At(where, otherwise.ToString(CultureInfo.InvariantCulture)),
                allowed.ToString(CultureInfo.InvariantCulture)
            );
        }

        return holds;
    }

    private static string At(ulong where, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"at 0x{where:x}: {message}");

    private static string Token(ulong token) => string.Create(CultureInfo.InvariantCulture, $"0x{token:x}");
}
