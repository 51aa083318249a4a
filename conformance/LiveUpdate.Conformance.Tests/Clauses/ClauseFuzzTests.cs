using System.Collections.Immutable;
using System.Text;
using LiveUpdate.Conformance.Tests.Tree;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class ClauseFuzzTests
{
    private const string Alphabet =
        "aD0-: \t\n\r,.[]{}&*!|>'\"%@`#?<=~\\\u0000\u0001\u0085\u2028\ud800\udc00\ufeff\uffff";

    private ulong _state;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_damaged_file_is_read_or_refused_with_a_place(ulong seed)
    {
        _state = seed;
        string[] sources =
        [
            .. Directory.GetFiles(Path.Combine(Repository.Root, "spec", "clauses")).Select(File.ReadAllText),
        ];
        int refused = 0;
        for (int i = 0; i < 2500; i++)
        {
            string text = Damaged(sources[Next(sources.Length)]);
            bool read = ClauseCatalogue.TryRead(
                [("f", text)],
                out ClauseCatalogue? catalogue,
                out ImmutableArray<TextError> errors
            );
            Assert.Equal(read, catalogue is not null);
            Assert.Equal(read, errors.IsEmpty);
            Assert.All(errors, static error => Assert.True(error is { Line: > 0, Column: > 0, Message.Length: > 0 }));
            Assert.All(errors, static error => Assert.DoesNotContain('\n', error.ToString()));
            refused += read ? 0 : 1;
        }

        Assert.InRange(refused, 1000, 2500);
    }

    [Fact]
    public void Deep_and_endless_structures_are_refused()
    {
        string[] texts =
        [
            new('[', 100_000),
            string.Concat(Enumerable.Repeat("- ", 50_000)),
            string.Concat(Enumerable.Repeat("? ", 50_000)),
            string.Concat(Enumerable.Repeat("{a: ", 50_000)),
            "&a [*a]",
            "title: &t {? *t : *t}",
            "a: " + new string('x', 5 << 20),
        ];
        Assert.All(
            texts,
            static text =>
            {
                Assert.False(ClauseCatalogue.TryRead([("f", text)], out _, out ImmutableArray<TextError> errors));
                Assert.NotEmpty(errors);
            }
        );
    }

    private string Damaged(string source)
    {
        // A window of some clauses keeps the run short; its first line is the list's own beginning.
        int start = source.IndexOf("  - id:", StringComparison.Ordinal);
        int from = Next(source.Length - start) + start;
        string window = source.Substring(from, Math.Min(source.Length - from, 200 + Next(1500)));
        var text = new StringBuilder(
            Next(3) == 0 ? window : source[..Math.Min(source.Length, start + 200 + Next(1500))]
        );
        for (int i = 1 + Next(4); i > 0 && text.Length > 0; i--)
        {
            int at = Next(text.Length);
            switch (Next(4))
            {
                case 0:
                    text[at] = Alphabet[Next(Alphabet.Length)];
                    break;
                case 1:
                    text.Insert(at, Alphabet[Next(Alphabet.Length)]);
                    break;
                case 2:
                    text.Remove(at, Math.Min(1 + Next(20), text.Length - at));
                    break;
                default:
                    text.Insert(at, text.ToString(at, Math.Min(1 + Next(40), text.Length - at)));
                    break;
            }
        }

        return text.ToString();
    }

    private int Next(int below)
    {
        _state = _state * 6364136223846793005UL + 1442695040888963407UL;
        return (int)((_state >> 33) % (ulong)below);
    }
}
