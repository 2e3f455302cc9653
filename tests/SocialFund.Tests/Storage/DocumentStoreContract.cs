using System.Globalization;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Storage;

/// <summary>
/// What every document store does alike. Each test takes a container of its own name space: a fresh store.
/// </summary>
public abstract class DocumentStoreContract : IAsyncLifetime
{
    private const string Box = "requests";
    private const string P = "330100-2026";

    protected abstract Task<IDocumentStore> Open();
    protected virtual Task Close() => Task.CompletedTask;

    /// <summary>Set before every test.</summary>
    protected IDocumentStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await Open();

    public Task DisposeAsync() => Close();

    private static Write.Create New(string id, string body = "{}", string type = "request") => new(id, type, body);

    private async Task<IReadOnlyList<string>> Commit(params Write[] writes) =>
        (await Store.Commit(Box, P, writes)).Require();

    private async Task<WriteConflict> Refused(params Write[] writes)
    {
        Assert.False((await Store.Commit(Box, P, writes)).TryGet(out _, out var problem));
        return Assert.IsType<WriteConflict>(problem);
    }

    private static JsonElement Parsed(Document? document) => JsonDocument.Parse(document!.Body).RootElement;

    private async Task<string[]> Ids(DocumentQuery query) =>
        [.. (await Store.Query(Box, P, query)).Items.Select(item => item.Id)];

    private static DocumentQuery Requests(params Filter[] where) => new("request") { Where = where };

    [Fact]
    public async Task Read_WhenNothingIsThere_IsNull() => Assert.Null(await Store.Read(Box, P, "none"));

    [Fact]
    public async Task Create_WhenRead_IsTheSameWithItsETag()
    {
        var etags = await Commit(New("r1", """{"name":"城乡居民养老","fen":100}"""));
        var document = await Store.Read(Box, P, "r1");
        Assert.Equal(new Document(P, "r1", "request", document!.Body, etags[0]), document);
        Assert.Equal("城乡居民养老", Parsed(document).GetProperty("name").GetString());
        Assert.Equal(100, Parsed(document).GetProperty("fen").GetInt64());
    }

    [Fact]
    public async Task Create_WhenTheIdIsTaken_ConflictsByThatIdAndKeepsTheFirst()
    {
        await Commit(New("r1", """{"v":1}"""));
        Assert.Equal(new WriteConflict(Box, P, "r1"), await Refused(New("r1", """{"v":2}""")));
        Assert.Equal(1, Parsed(await Store.Read(Box, P, "r1")).GetProperty("v").GetInt32());
    }

    [Fact]
    public async Task Replace_WhenTheETagStands_GivesANewETag()
    {
        var first = await Commit(New("r1", """{"v":1}"""));
        var second = await Commit(new Write.Replace("r1", "closed", """{"v":2}""", first[0]));
        var document = await Store.Read(Box, P, "r1");
        Assert.Equal(("closed", second[0]), (document!.Type, document.ETag));
        Assert.NotEqual(first[0], second[0]);
        Assert.Equal(2, Parsed(document).GetProperty("v").GetInt32());
    }

    [Fact]
    public async Task Replace_WhenTheETagIsOldOrTheDocumentMissing_Conflicts()
    {
        var first = await Commit(New("r1"));
        await Commit(new Write.Replace("r1", "request", """{"v":2}""", first[0]));
        Assert.Equal("r1", (await Refused(new Write.Replace("r1", "request", """{"v":3}""", first[0]))).Id);
        Assert.Equal("r2", (await Refused(new Write.Replace("r2", "request", "{}", first[0]))).Id);
        Assert.Equal(2, Parsed(await Store.Read(Box, P, "r1")).GetProperty("v").GetInt32());
    }

    [Fact]
    public async Task Create_WhenTheIdWasDeleted_GetsAnETagThatItNeverHad()
    {
        var first = await Commit(New("r1"));
        Assert.Equal([""], await Commit(new Write.Delete("r1", first[0])));
        var second = await Commit(New("r1"));
        Assert.NotEqual(first[0], second[0]);
        Assert.Equal("r1", (await Refused(new Write.Delete("r1", first[0]))).Id);
    }

    [Fact]
    public async Task Put_WhenThereOrNot_Writes()
    {
        await Commit(new Write.Put("r1", "row", """{"v":1}"""));
        await Commit(new Write.Put("r1", "row", """{"v":2}"""));
        Assert.Equal(2, Parsed(await Store.Read(Box, P, "r1")).GetProperty("v").GetInt32());
    }

    [Fact]
    public async Task Delete_WhenMissing_Conflicts_WhenThere_Removes()
    {
        Assert.Equal("r1", (await Refused(new Write.Delete("r1", null))).Id);
        await Commit(New("r1"));
        await Commit(new Write.Delete("r1", null));
        Assert.Null(await Store.Read(Box, P, "r1"));
    }

    [Fact]
    public async Task Commit_WhenTheThirdWriteConflicts_WritesNothingAndNamesIt()
    {
        await Commit(New("r3", """{"v":1}"""));
        var before = await Store.Read(Box, P, "r3");
        var conflict = await Refused(New("r1"), new Write.Put("r2", "request", "{}"), New("r3"), New("r4"));
        Assert.Equal("r3", conflict.Id);
        Assert.Equal(["r3"], await Ids(Requests()));
        Assert.Equal(1, Parsed(await Store.Read(Box, P, "r3")).GetProperty("v").GetInt32());
        Assert.Equal(before!.Type, (await Store.Read(Box, P, "r3"))!.Type);
    }

    [Fact]
    public async Task Commit_OfAHundredMixedWrites_IsOneCommit()
    {
        var seeds = await Commit(New("old"), New("gone"));
        var writes = Enumerable.Range(0, 98).Select(index => (Write)New($"n{index:00}"))
            .Append(new Write.Replace("old", "request", """{"v":2}""", seeds[0]))
            .Append(new Write.Delete("gone", seeds[1]))
            .ToArray();
        var etags = await Commit(writes);
        Assert.Equal(100, etags.Count);
        Assert.Equal("", etags[99]);
        Assert.Equal(99, (await Store.Totals(Box, P, Requests(), [])).Count);
    }

    [Fact]
    public async Task Commit_OfMoreThanAHundredOrNone_IsABug()
    {
        var writes = Enumerable.Range(0, 101).Select(index => (Write)New($"n{index:000}")).ToArray();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(writes));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit());
        Assert.Null(await Store.Read(Box, P, "n000"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a?")]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("")]
    public async Task Commit_OfAnIdThatNoAddressCanHold_IsABug(string id) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(New(id)));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("[1]")]
    [InlineData("null")]
    public async Task Commit_OfABodyThatIsNoJsonObject_IsABug(string body) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(New("a", body)));

    [Fact]
    public async Task Commit_OfOneIdTwiceOrOfTooManyBytes_IsABug()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(New("a"), new Write.Delete("a", null)));
        var half = "{\"text\":\"" + new string('x', 1_000_000) + "\"}";
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(New("a", half), New("b", half)));
    }

    [Fact]
    public async Task Commit_OfALargeChineseBody_IsReadBackWhole()
    {
        // 500,000 characters of three bytes each: 1.5 MB.
        var text = string.Concat(Enumerable.Repeat("职工基本医疗保险基金", 50_000));
        await Commit(New("large", "{\"text\":\"" + text + "\"}"));
        Assert.Equal(text, Parsed(await Store.Read(Box, P, "large")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Commit_OfTheLargestMoney_KeepsEveryFen()
    {
        await Commit(New("r1", """{"fen":9007199254740991,"minus":-9007199254740991,"name":"𠮷野镇（甲）\"\\\n"}"""));
        var body = Parsed(await Store.Read(Box, P, "r1"));
        Assert.Equal(9_007_199_254_740_991, body.GetProperty("fen").GetInt64());
        Assert.Equal(-9_007_199_254_740_991, body.GetProperty("minus").GetInt64());
        Assert.Equal("𠮷野镇（甲）\"\\\n", body.GetProperty("name").GetString());
        var totals = await Store.Totals(Box, P, Requests(), ["fen", "minus"]);
        Assert.Equal([9_007_199_254_740_991, -9_007_199_254_740_991], totals.Sums);
    }

    [Fact]
    public async Task Partitions_WithTheSameIds_DoNotSeeEachOther()
    {
        await Store.Commit(Box, "甲/330100 2026", [New("r1", """{"v":1}""")]);
        await Store.Commit(Box, "乙/330200 2026", [New("r1", """{"v":2}""")]);
        await Store.Commit("budgets", "甲/330100 2026", [New("r1", """{"v":3}""")]);
        Assert.Equal(1, Parsed(await Store.Read(Box, "甲/330100 2026", "r1")).GetProperty("v").GetInt32());
        Assert.Equal(2, Parsed(await Store.Read(Box, "乙/330200 2026", "r1")).GetProperty("v").GetInt32());
        var page = await Store.Query(Box, "乙/330200 2026", Requests());
        Assert.Equal("乙/330200 2026", Assert.Single(page.Items).Partition);
        Assert.Equal(1, (await Store.Totals(Box, "甲/330100 2026", Requests(), [])).Count);
    }

    /// <summary>Six requests and one document of another type, which no query below may show.</summary>
    private Task<IReadOnlyList<string>> SixRequests() => Commit(
        New("a", """{"state":"paid","fen":300,"payer":{"account":"6222-01"},"late":true}"""),
        New("b", """{"state":"open","fen":100,"payer":{"account":"6222-02"},"late":false}"""),
        New("c", """{"state":"open","fen":200,"payer":{"account":"9558-01"}}"""),
        New("d", """{"state":"拒绝","fen":200,"payer":null}"""),
        New("e", """{"state":"open","fen":-50,"note":"100"}"""),
        New("f", """{"state":null,"fen":100}"""),
        New("g", """{"state":"open","fen":100}""", "draft"));

    [Fact]
    public async Task Query_ByFilters_FindsWhatMatchesAllOfThem()
    {
        await SixRequests();
        Assert.Equal(["a", "b", "c", "d", "e", "f"], await Ids(Requests()));
        Assert.Equal(["b", "c", "e"], await Ids(Requests(Filter.Is("state", "open"))));
        Assert.Equal(["d"], await Ids(Requests(Filter.Is("state", "拒绝"))));
        Assert.Equal(["a", "d"], await Ids(Requests(Filter.OneOf("state", "paid", "拒绝", "none"))));
        Assert.Empty(await Ids(Requests(Filter.OneOf("state"))));
        Assert.Equal(["a", "d"], await Ids(Requests(new Filter("state", Comparison.NotEqual, "open"))));
        Assert.Equal(["a", "c", "d"], await Ids(Requests(new Filter("fen", Comparison.AtLeast, 200L))));
        Assert.Equal(["e"], await Ids(Requests(new Filter("fen", Comparison.AtMost, 0L))));
        Assert.Equal(["a", "b"], await Ids(Requests(new Filter("payer.account", Comparison.StartsWith, "6222"))));
        Assert.Equal(["a", "c"], await Ids(Requests(new Filter("payer.account", Comparison.Contains, "-01"))));
        Assert.Equal(["a"], await Ids(Requests(new Filter("late", Comparison.Equal, true))));
        Assert.Equal(["b"], await Ids(Requests(
            Filter.Is("state", "open"), new Filter("fen", Comparison.AtLeast, 100L),
            new Filter("payer.account", Comparison.AtMost, "7"))));
    }

    [Fact]
    public async Task Query_ComparingANumberWithAText_NeverMatches()
    {
        await SixRequests();
        Assert.Empty(await Ids(Requests(new Filter("note", Comparison.AtLeast, 1L))));
        Assert.Empty(await Ids(Requests(new Filter("note", Comparison.NotEqual, 100L))));
        Assert.Empty(await Ids(Requests(Filter.Is("fen", "100"))));
        Assert.Equal(["e"], await Ids(Requests(Filter.Is("note", "100"))));
    }

    [Theory]
    [InlineData("fen) or (1=1")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a..b")]
    [InlineData("")]
    [InlineData("fen\n")]
    public async Task Query_WhenAFieldIsNoPlainPath_IsABug(string field)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Ids(Requests(Filter.Is(field, "x"))));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Ids(Requests() with { OrderBy = field }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.Totals(Box, P, Requests(), [field]));
    }

    [Fact]
    public async Task Query_WhenAValueLooksLikeCode_ComparesItAsText()
    {
        await Commit(New("a", """{"state":"x' or '1'='1"}"""), New("b", """{"state":"y"}"""));
        Assert.Equal(["a"], await Ids(Requests(Filter.Is("state", "x' or '1'='1"))));
        Assert.Empty(await Ids(Requests(new Filter("state", Comparison.StartsWith, "%"))));
    }

    [Fact]
    public async Task Query_OrderedByAField_BreaksTiesByIdAndPutsMissingFirst()
    {
        await SixRequests();
        Assert.Equal(["e", "b", "f", "c", "d", "a"], await Ids(Requests() with { OrderBy = "fen" }));
        Assert.Equal(["a", "d", "c", "f", "b", "e"], await Ids(Requests() with { OrderBy = "fen", Descending = true }));
        Assert.Equal(["f", "e", "d", "c", "b", "a"], await Ids(Requests() with { Descending = true }));
        Assert.Equal(
            ["d", "e", "f", "a", "b", "c"], await Ids(Requests() with { OrderBy = "payer.account" }));
    }

    private async Task<List<string>> Walk(DocumentQuery query, Func<int, Task>? between = null)
    {
        var ids = new List<string>();
        for (var pages = 1; ; pages++)
        {
            var page = await Store.Query(Box, P, query);
            Assert.True(page.Items.Count <= query.Limit);
            ids.AddRange(page.Items.Select(item => item.Id));
            if (page.Continuation is null) { return ids; }
            if (between is not null) { await between(pages); }
            query = query with { Continuation = page.Continuation };
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("fen", false)]
    [InlineData("fen", true)]
    [InlineData("payer.account", false)]
    [InlineData("payer.account", true)]
    public async Task Query_ByPagesOfAnySize_IsTheWholeInOrder(string? field, bool descending)
    {
        await SixRequests();
        var query = Requests() with { OrderBy = field, Descending = descending };
        var whole = await Ids(query);
        Assert.Equal(6, whole.Length);
        foreach (var size in new[] { 1, 2, 3, 4, 6 }) { Assert.Equal(whole, await Walk(query with { Limit = size })); }
    }

    [Fact]
    public async Task Query_WhenRowsComeAndGoBetweenPages_NeitherRepeatsNorHidesOthers()
    {
        await SixRequests();
        var ids = await Walk(Requests() with { OrderBy = "fen", Limit = 2 }, async pages =>
        {
            // The first page ended behind b (100). In front of it: not seen. Behind it: seen. The last row shown: gone.
            if (pages != 1) { return; }
            await Commit(
                New("a0", """{"fen":-100}"""), New("aa", """{"fen":100}"""), New("bb", """{"fen":100}"""),
                New("z", """{"fen":900}"""), new Write.Delete("b", null));
        });
        Assert.Equal(["e", "b", "bb", "f", "c", "d", "a", "z"], ids);
    }

    [Fact]
    public async Task Query_WhenTheContinuationIsForged_SaysSo()
    {
        await SixRequests();
        foreach (var forged in new[] { "x", "e30=", "WzFd", "W251bGwsNV0=" })
        {
            await Assert.ThrowsAsync<BadContinuationException>(() => Ids(Requests() with { Continuation = forged }));
        }
    }

    [Fact]
    public async Task Totals_CountAndSumOnlyWhatMatches_WhateverThePage()
    {
        await SixRequests();
        var query = Requests() with { Limit = 1, OrderBy = "fen" };
        var all = await Store.Totals(Box, P, query, ["fen", "note", "payer.account", "none"]);
        Assert.Equal((6, "850,0,0,0"), (all.Count, string.Join(',', all.Sums)));
        var open = await Store.Totals(Box, P, query with { Where = [Filter.Is("state", "open")] }, ["fen"]);
        Assert.Equal((3, 250), (open.Count, open.Sums[0]));
        var none = await Store.Totals(Box, "another", query, ["fen"]);
        Assert.Equal((0, 0), (none.Count, none.Sums[0]));
    }

    private async Task<(string[] Ids, string Position)> ReadChanges(string? position, string? type = null)
    {
        var seen = new List<string>();
        while (true)
        {
            var page = await Store.Changes(Box, position, type, 2);
            seen.AddRange(page.Items.Select(item => item.Id));
            position = page.Position;
            if (page.Items.Count == 0) { return ([.. seen], position); }
        }
    }

    [Fact]
    public async Task Changes_FromAPosition_AreTheNewestFormsInTheOrderOfWriting()
    {
        var first = await Commit(New("b"), New("a"));
        await Commit(New("c", type: "outbox"));
        var (ids, position) = await ReadChanges(null);
        Assert.Equal(["b", "a", "c"], ids);
        Assert.Empty((await ReadChanges(position)).Ids);
        await Commit(new Write.Replace("b", "request", """{"v":2}""", first[0]));
        await Commit(New("d"), new Write.Delete("a", null));
        Assert.Equal(["b", "d"], (await ReadChanges(position)).Ids);
        Assert.Equal(["c", "b", "d"], (await ReadChanges(null)).Ids);
        var again = await Store.Changes(Box, position, null, 10);
        Assert.Equal(2, Parsed(again.Items[0]).GetProperty("v").GetInt32());
    }

    [Fact]
    public async Task Changes_OfOneType_LeaveOutTheOthersAndOtherContainers()
    {
        await Commit(New("a"), New("b", type: "outbox"), New("c"), New("d"), New("e"), New("f", type: "outbox"));
        await Store.Commit("budgets", P, [New("x", type: "outbox")]);
        var (ids, position) = await ReadChanges(null, "outbox");
        Assert.Equal(["b", "f"], ids);
        await Commit(New("h"), New("i", type: "outbox"));
        Assert.Equal(["i"], (await ReadChanges(position, "outbox")).Ids);
    }

    [Fact]
    public async Task Changes_WhenTheNewestDocumentIsDeleted_MissNothingThatFollows()
    {
        await Commit(New("a"));
        var (_, position) = await ReadChanges(null);
        await Commit(new Write.Delete("a", null));
        await Commit(New("b"));
        Assert.Equal(["b"], (await ReadChanges(position)).Ids);
    }

    [Fact]
    public async Task WaitForChanges_WhenSomethingWasWritten_ReturnsAtOnce_AndElseWithTheNextCommit()
    {
        var patience = TimeSpan.FromSeconds(60);
        await Commit(New("a"));
        await Store.WaitForChanges(Box, null, patience);
        var (_, position) = await ReadChanges(null);
        var waiting = Store.WaitForChanges(Box, position, patience);
        Assert.False(waiting.IsCompleted);
        await Commit(New("b"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["b"], (await ReadChanges(position)).Ids);
    }

    [Fact]
    public async Task WaitForChanges_WhenPatienceIsOverOrItIsStopped_Ends()
    {
        await Commit(New("a"));
        var (_, position) = await ReadChanges(null);
        await Store.WaitForChanges(Box, position, TimeSpan.FromMilliseconds(1));
        using var stopping = new CancellationTokenSource();
        var waiting = Store.WaitForChanges(Box, position, TimeSpan.FromSeconds(60), stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Commit_WhenWritersRaceForOneCounter_LosesNoStep()
    {
        const int Writers = 8, Steps = 10;
        await Commit(New("counter", """{"count":0}"""));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Count(writer, Steps))));
        var counter = Parsed(await Store.Read(Box, P, "counter")).GetProperty("count").GetInt32();
        Assert.Equal(Writers * Steps, counter);
        Assert.Equal(Writers * Steps, (await Store.Totals(Box, P, new DocumentQuery("step"), [])).Count);
    }

    /// <summary>
    /// Each step replaces the counter and leaves a mark in the same commit; a lost race is run again.
    /// </summary>
    private async Task Count(int writer, int steps)
    {
        for (var step = 0; step < steps;)
        {
            var counter = await Store.Read(Box, P, "counter");
            var next = Parsed(counter).GetProperty("count").GetInt32() + 1;
            var body = string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{next}}}""");
            var result = await Store.Commit(Box, P,
            [
                New($"step-{writer}-{step}", type: "step"),
                new Write.Replace("counter", "request", body, counter!.ETag),
            ]);
            if (result.TryGet(out _, out _)) { step++; }
        }
    }
}
