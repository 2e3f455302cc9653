using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage;

public sealed class SqliteDocumentStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("documents.db");

    public void Dispose() => _folder.Dispose();

    private SqliteDocumentStore Open(params FieldIndex[] indexes) =>
        SqliteDocumentStore.Open(Database, TimeProvider.System, indexes);

    private static Write.Create New(string id, string body = "{}") => new(id, "request", body);

    [Fact]
    public async Task Commits_OfAProcessKilledTwentyTimes_AreAllThereIfAcknowledged_AndNoneIsHalfThere()
    {
        const int Seed = 20_260_601;
        var random = new Random(Seed);
        var acknowledged = new HashSet<int>();
        for (var round = 0; round < 20; round++)
        {
            using var child = ChildProcess.Start(
                nameof(CommitLoop), Database, (round * 1_000_000).ToString(CultureInfo.InvariantCulture));
            await KillAfter(child, random.Next(0, 400), acknowledged);
        }
        Assert.NotEmpty(acknowledged);
        using var store = Open();
        var (firsts, seconds) = (await NumbersOf(store, "a"), await NumbersOf(store, "b"));
        Assert.Equal(firsts, seconds);
        Assert.Empty(acknowledged.Except(firsts));
        // What was on its way when the process died may be there too, whole: at most one commit of each writer.
        Assert.InRange(firsts.Count - acknowledged.Count, 0, 20 * CommitLoop.Writers);
    }

    /// <summary>
    /// Reads so many acknowledgements, kills, and takes what was still in the pipe: all of it was acknowledged.
    /// </summary>
    private static async Task KillAfter(ChildProcess child, int count, HashSet<int> acknowledged)
    {
        for (var read = 0; await child.ReadLine() is { } line; read++)
        {
            if (read == count) { child.Kill(); }
            // A line that death cut short acknowledged nothing.
            if (line.Length == 9) { acknowledged.Add(int.Parse(line, CultureInfo.InvariantCulture)); }
        }
    }

    private static async Task<SortedSet<int>> NumbersOf(SqliteDocumentStore store, string type)
    {
        var numbers = new SortedSet<int>();
        string? position = null;
        while (true)
        {
            var page = await store.Changes(CommitLoop.Box, position, type, 1000);
            if (page.Items.Count == 0) { return numbers; }
            numbers.UnionWith(page.Items.Select(item => int.Parse(item.Id[2..], CultureInfo.InvariantCulture)));
            position = page.Position;
        }
    }

    [Fact]
    public async Task Open_WhenAnotherHasItOpen_SaysSoInChinese_AndWorksOnceItIsClosed()
    {
        using (var first = Open())
        {
            await first.Commit("requests", "p", [New("a")]);
            var error = Assert.Throws<StoreInUseException>(() => Open());
            Assert.Contains("正被另一个程序使用", error.Message, StringComparison.Ordinal);
            Assert.Contains(Database, error.Message, StringComparison.Ordinal);
            Assert.NotNull(await first.Read("requests", "p", "a"));
        }
        using var second = Open();
        Assert.NotNull(await second.Read("requests", "p", "a"));
    }

    [Fact]
    public async Task Open_AfterTheNewestDocumentWasDeleted_GivesNoNumberTwice()
    {
        string before;
        using (var first = Open())
        {
            before = (await first.Commit("requests", "p", [New("a")])).Require()[0];
            await first.Commit("requests", "p", [new Write.Delete("a", before)]);
        }
        using var second = Open();
        var after = (await second.Commit("requests", "p", [New("a")])).Require()[0];
        Assert.Equal(("1", "2"), (before, after));
        Assert.Equal("a", Assert.Single((await second.Changes("requests", before, null, 10)).Items).Id);
    }

    [Fact]
    public void Open_OfAFileOfANewerProgram_IsRefusedInChinese()
    {
        Open().Dispose();
        using (var raw = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            raw.Open();
            using var command = raw.CreateCommand();
            command.CommandText = "pragma user_version = 2";
            command.ExecuteNonQuery();
        }
        var error = Assert.Throws<InvalidDataException>(() => Open());
        Assert.Contains("请升级系统", error.Message, StringComparison.Ordinal);
        // The lock was given back.
        Assert.Throws<InvalidDataException>(() => Open());
    }

    [Fact]
    public async Task Commit_WhenCancelledBeforeItsTurn_WritesNothing()
    {
        using var store = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.Commit("requests", "p", [New("a")], new CancellationToken(canceled: true)));
        Assert.Null(await store.Read("requests", "p", "a"));
    }

    [Fact]
    public async Task Commits_ThatWaitTogether_AreEachAllOrNothing()
    {
        using var store = Open();
        var commits = Enumerable.Range(0, 200).Select(index => store.Commit(
            "requests", "p", [New($"a{index:000}"), New($"same-{index / 2:000}"), New($"b{index:000}")])).ToList();
        var results = await Task.WhenAll(commits);
        for (var index = 0; index < 200; index++)
        {
            var first = index % 2 == 0;
            Assert.Equal(first, results[index].TryGet(out _, out var problem));
            if (!first) { Assert.Equal(new WriteConflict("requests", "p", $"same-{index / 2:000}"), problem); }
            Assert.Equal(first, await store.Read("requests", "p", $"a{index:000}") is not null);
            Assert.Equal(first, await store.Read("requests", "p", $"b{index:000}") is not null);
        }
    }

    [Fact]
    public async Task Changes_WhileManyWrite_NeverPassAWriteThatShowsLater()
    {
        using var store = Open();
        const int Count = 2000;
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var index = writer; index < Count; index += 8)
            {
                await store.Commit("requests", $"p{writer}", [New($"{index}")]);
            }
        })));
        var (seen, position) = (new List<string>(), (string?)null);
        while (seen.Count < Count)
        {
            await store.WaitForChanges("requests", position, TimeSpan.FromSeconds(60));
            var page = await store.Changes("requests", position, null, 50);
            seen.AddRange(page.Items.Select(item => item.Id));
            position = page.Position;
        }
        await writing;
        Assert.Equal(Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task TheLog_AfterManyCommits_IsFoldedIntoTheFile_AndGoneWhenClosed()
    {
        const long LogMax = 32L * 1024 * 1024;
        var body = "{\"text\":\"" + new string('x', 100_000) + "\"}";
        using (var store = Open())
        {
            for (var index = 0; index < 600; index++) { await store.Commit("requests", "p", [New($"{index}", body)]); }
            Assert.InRange(new FileInfo(Database + "-wal").Length, 1, LogMax);
        }
        Assert.False(File.Exists(Database + "-wal"));
    }

    private static Task<Result<IReadOnlyList<string>>> FourRows(SqliteDocumentStore store) => store.Commit("lists", "p",
    [
        new Write.Put("a", "row", """{"state":"open","fen":2}"""),
        new Write.Put("b", "row", """{"state":"done","fen":1}"""),
        new Write.Put("c", "row", """{"state":"open","fen":1}"""),
        new Write.Put("d", "row", """{"fen":3}"""),
    ]);

    public static TheoryData<string[]> FieldsOfIndexes => [["state"], ["fen"], ["state", "fen"], ["fen", "state"]];

    [Theory]
    [MemberData(nameof(FieldsOfIndexes))]
    public async Task Query_ServedByAFieldIndex_AnswersAsWithoutIt(string[] fields)
    {
        using var store = Open(new FieldIndex("lists", "row", fields));
        await FourRows(store);
        var open = new DocumentQuery("row") { Where = [Filter.Is("state", "open")] };
        async Task<string> Ids(DocumentQuery query) =>
            string.Concat((await store.Query("lists", "p", query)).Items.Select(item => item.Id));
        Assert.Equal("ac", await Ids(open));
        Assert.Equal("ca", await Ids(open with { Descending = true }));
        Assert.Equal("ca", await Ids(open with { OrderBy = "fen" }));
        Assert.Equal("bcad", await Ids(new DocumentQuery("row") { OrderBy = "fen" }));
        Assert.Equal("dbac", await Ids(new DocumentQuery("row") { OrderBy = "state" }));
        Assert.Equal((2, 3), await store.Totals("lists", "p", open, ["fen"]) is var totals
            ? (totals.Count, totals.Sums[0]) : default);
    }

    [Fact]
    public async Task Query_ServedByAnIndexOfSeveralTypes_AnswersAsWithoutIt()
    {
        var index = new FieldIndex("books", "line-*", "dimensions.agency");
        using var store = Open(index);
        Write Line(string id, string type, string dimensions) =>
            new Write.Create(id, type, $$"""{"dimensions":{{dimensions}},"fen":1}""");
        (await store.Commit("books", "p", [
            Line("c", "line-1", """{"agency":"x"}"""), Line("a", "line-1", """{"agency":"x"}"""),
            Line("b", "line-1", """{"agency":"y"}"""), Line("d", "line-1", "{}"),
            Line("e", "line-2", """{"agency":"x"}"""), Line("f", "other", """{"agency":"x"}"""),
        ])).Require();
        async Task<string> Ids(DocumentQuery query) =>
            string.Concat((await store.Query("books", "p", query)).Items.Select(item => item.Id));
        var asked = new DocumentQuery("line-1") { Where = [Filter.Is("dimensions.agency", "x")] };
        Assert.Equal("ac", await Ids(asked));
        Assert.Equal("f", await Ids(asked with { Type = "other" }));
        Assert.Equal("c", await Ids(asked with { Continuation = new Cursor(null, "a").Text }));
        // Those without the field are not in the index, so it does not serve a mere order.
        Assert.Equal("dacb", await Ids(new DocumentQuery("line-1") { OrderBy = "dimensions.agency" }));
        Assert.Contains("USING COVERING INDEX field_books_line-*_dimensions.agency", Plan(
            QuerySql.Page("books", "p", asked, [index])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Totals_OverCarriedFields_AreAnsweredByTheIndexAlone()
    {
        var index = new FieldIndex("lists", "row", "state", "fund", "fen");
        using var store = Open(index);
        await FourRows(store);
        var query = new DocumentQuery("row")
        {
            Where = [Filter.OneOf("state", "open", "done"), Filter.OneOf("fund", "21", "11")],
        };
        Assert.Contains("USING COVERING INDEX field_lists_row_state_fund_fen", Plan(
            QuerySql.Totals("lists", "p", query, [index], ["fen"])), StringComparison.Ordinal);
        // The page sorts without the documents and reads only those that it shows.
        Assert.Contains("USING COVERING INDEX field_lists_row_state_fund_fen", Plan(
            QuerySql.Page("lists", "p", query with { OrderBy = "fen", Limit = 1 }, [index])), StringComparison.Ordinal);
    }

    private string Plan(QuerySql sql)
    {
        using var session = new SqliteSession(Database);
        using var rows = session.Bind($"explain query plan {sql.Text}", sql.Values).ExecuteReader();
        var plan = new List<string>();
        while (rows.Read()) { plan.Add(rows.GetString(3)); }
        return string.Join('\n', plan);
    }

    [Fact]
    public async Task Open_WithOtherFieldIndexes_MakesTheNewAndDropsTheOld()
    {
        using (var first = Open(new FieldIndex("lists", "row", "state"))) { await FourRows(first); }
        Assert.Equal(["field_lists_row_state"], FieldIndexes());
        using (var second = Open(new FieldIndex("lists", "row", "fen")))
        {
            var page = await second.Query("lists", "p", new DocumentQuery("row") { OrderBy = "fen", Limit = 2 });
            Assert.Equal(["b", "c"], page.Items.Select(item => item.Id));
        }
        Assert.Equal(["field_lists_row_fen"], FieldIndexes());
    }

    private List<string> FieldIndexes()
    {
        using var raw = new SqliteConnection($"Data Source={Database};Pooling=False");
        raw.Open();
        using var command = raw.CreateCommand();
        command.CommandText = "select name from sqlite_schema where name like 'field%'";
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read()) { names.Add(rows.GetString(0)); }
        return names;
    }
}
