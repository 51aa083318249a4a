using System.Collections.Immutable;
using LiveUpdate.Contract;

namespace LiveUpdate.Conformance.Tests;

public class ClauseFileTests
{
    private const string Good = """
        title: "T"
        clauses:
          - id: LUO-SESS-01
            name: Names
            statement: A name MUST be short.
            level: must
            observation: [U, I]
            source: luo_session.c
            since: "7.2"
            profile: linux
            relations:
              see: [LUO-SESS-01x]
            why: Because.
            status: checked
        """;

    [Theory]
    [InlineData(
        "LUO-SESS-01x",
        "LUO-SESS-02",
        "f:12:13: there is no clause LUO-SESS-02; name one that exists or leave the relation out"
    )]
    [InlineData("LUO-SESS-01x", "LUO-SESS-01", "f:12:13: LUO-SESS-01 stands in relation to itself; leave it out")]
    [InlineData(
        "LUO-SESS-01x",
        "sess",
        "f:12:13: 'sess' is not a clause id; write AREA-NN such as LUO-SESS-07, or D3.8"
    )]
    [InlineData(
        "see: [LUO-SESS-01x]",
        "nears: []",
        "f:12:7: 'nears' is not a value of relations; use one of refines, succeeds, see, carried-by"
    )]
    [InlineData("see: [LUO-SESS-01x]", "see: x", "f:12:12: 'see' is not a list; write a list of clause ids")]
    [InlineData(
        "id: LUO-SESS-01",
        "id: LUO-SESS-1",
        "f:3:9: 'LUO-SESS-1' is not a clause id; write AREA-NN such as LUO-SESS-07, or D3.8"
    )]
    [InlineData("    name: Names\n", "", "f:3:5: 'name:' is missing; add name: a few words")]
    [InlineData("name: Names", "name: ''", "f:4:11: 'name' holds no text; write name: a few words")]
    [InlineData(
        "name: Names",
        "name: Names\n    nick: N",
        "f:5:5: 'nick' is not a key here; use one of id, level, name, observation, profile, reason, relations, since, source, statement, status, until, why"
    )]
    [InlineData("name: Names", "name: Names\n    name: N", "f:5:5: 'name' is given twice; leave one of them out")]
    [InlineData(
        "level: must",
        "level: shall",
        "f:6:12: 'shall' is not a value of level; use one of must, should, alternative"
    )]
    [InlineData(
        "level: must",
        "level: should",
        "f:5:16: the statement does not say SHOULD, as its level asks; say it or change the level"
    )]
    [InlineData(
        "MUST be short",
        "MAY be short",
        "f:5:16: the statement does not say MUST, as its level asks; say it or change the level"
    )]
    [InlineData("[U, I]", "[U, X]", "f:7:22: 'X' is not a value of observation; use one of U, I, K, P")]
    [InlineData("[U, I]", "[U, U]", "f:7:22: 'U' is given twice; leave one of them out")]
    [InlineData(
        "[U, I]",
        "[]",
        "f:7:18: a clause can be observed somehow; write observation: [U], or several of U, I, K, P"
    )]
    [InlineData("\"7.2\"", "seven", "f:9:12: 'seven' is not a kernel version; write two numbers such as \"7.2\"")]
    [InlineData("\"7.2\"", "\"7.2\"\n    until: \"7.1\"", "f:10:12: until 7.1 is before since 7.2; swap them")]
    [InlineData(
        "profile: linux",
        "profile: bsd",
        "f:10:14: 'bsd' is not a profile; use one of linux, stateful-kho, luo-v4, finish-on-close, multi-version, unpreserve-ordered"
    )]
    [InlineData(
        "profile: linux",
        "profile: luo-v4",
        "f:6:12: level alternative and a profile other than linux go together; mend one of them"
    )]
    [InlineData(
        "status: checked",
        "status: green",
        "f:14:13: 'green' is not a value of status; use one of checked, carried, not-yet, excused"
    )]
    [InlineData("status: checked", "status: excused", "f:3:5: 'reason:' is missing; say why the clause is not checked")]
    [InlineData(
        "status: checked",
        "status: checked\n    reason: So.",
        "f:15:13: a reason stands beside not-yet and excused only; leave it out"
    )]
    [InlineData(
        "status: checked",
        "status: carried",
        "f:3:5: a carried clause names those that are checked in its place; add carried-by: [ID] or refines: [ID]"
    )]
    [InlineData("title: \"T\"\n", "", "f:1:1: 'title:' is missing; add title: TEXT")]
    [InlineData("- id:", "- &a id:", "f:3:5: an anchor or a tag; leave it out and write the data plainly")]
    [InlineData("why: Because.", "why: *a", "f:13:10: an alias; write the data out")]
    [InlineData("why: Because.", "why: [[[[[[x]]]]]]", "f:13:16: more than 8 levels deep; write flat data")]
    [InlineData("why: Because.", "why: \"Because.", "f:13:10: this is not YAML: ")]
    [InlineData(
        "status: checked",
        "status: checked\n---\nmore: x",
        "f:15:1: this stands in place of the end of the file; one file holds one document"
    )]
    public void What_is_wrong_is_said_with_its_place_and_remedy(string from, string to, string message)
    {
        string text = from.Contains("01x", StringComparison.Ordinal)
            ? Good.Replace(from, to, StringComparison.Ordinal)
            : Good.Replace("[LUO-SESS-01x]", "[]", StringComparison.Ordinal)
                .Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Good, text);
        Assert.False(ClauseCatalogue.TryRead([("f", text)], out _, out ImmutableArray<TextError> errors));
        Assert.Contains(errors, error => error.ToString().StartsWith(message, StringComparison.Ordinal));
        Assert.All(errors, static error => Assert.DoesNotContain('\n', error.ToString()));
    }

    [Theory]
    [InlineData("", "f:1:1: this stands in place of a YAML document; the file is empty, write 'title:' and 'clauses:'")]
    [InlineData("just text", "f:1:1: a clause file begins with 'title:'; add it")]
    [InlineData("title: T\nclauses: none", "f:2:10: 'clauses' is not a list; begin each clause with '- id:'")]
    [InlineData("title: T\nclauses: [x]", "f:2:11: this is not a clause; begin each with '- id:'")]
    [InlineData("title: T\nclauses:\n  - ? [a]\n    : b", "f:3:7: a key that is not a plain word; write KEY: VALUE")]
    public void What_is_no_clause_file_is_refused(string text, string message)
    {
        Assert.False(ClauseCatalogue.TryRead([("f", text)], out _, out ImmutableArray<TextError> errors));
        Assert.Equal(message, errors[0].ToString());
    }

    [Fact]
    public void An_id_stands_in_one_place_only()
    {
        string text = Good.Replace("[LUO-SESS-01x]", "[]", StringComparison.Ordinal);
        Assert.False(ClauseCatalogue.TryRead([("a", text), ("b", text)], out _, out ImmutableArray<TextError> errors));
        Assert.Equal(
            "b:3:1: LUO-SESS-01 is already at a:3; take the next free number",
            Assert.Single(errors).ToString()
        );
    }

    [Fact]
    public void All_that_is_wrong_comes_at_once_in_the_order_of_the_text()
    {
        string text = Good.Replace("must", "shall", StringComparison.Ordinal)
            .Replace("[U, I]", "[X]", StringComparison.Ordinal)
            .Replace("checked", "green", StringComparison.Ordinal);
        Assert.False(ClauseCatalogue.TryRead([("f", text)], out _, out ImmutableArray<TextError> errors));
        Assert.Equal([6, 7, 12, 14], errors.Select(static error => error.Line));
    }
}
