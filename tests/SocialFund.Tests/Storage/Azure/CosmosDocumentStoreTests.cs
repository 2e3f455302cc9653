using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;
using SocialFund.Kernel;
using SocialFund.Storage.Azure;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Storage.Azure;

/// <summary>The npm test server and one client for it.</summary>
public sealed partial class CosmosServer : IAsyncLifetime
{
    private NodeServer _server = null!;
    private int _databases;

    public CosmosServerHandler Handler { get; } = new();
    public CosmosClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _server = await NodeServer.Start(
            "@vercel/cosmosdb-server/lib/cli.js", Ready(), "--no-ssl", "--host", "127.0.0.1", "-p", "0");
        var options = CosmosSettings.ClientOptions();
        options.ConnectionMode = ConnectionMode.Gateway;
        options.LimitToEndpoint = true;
        options.HttpClientFactory = () => new HttpClient(Handler, disposeHandler: false);
        // The server checks no key; the SDK wants one that looks like one.
        Client = new CosmosClient(_server.Address.ToString(), Convert.ToBase64String("any"u8), options);
    }

    public Task DisposeAsync()
    {
        Client.Dispose();
        Handler.Dispose();
        _server.Dispose();
        return Task.CompletedTask;
    }

    public async Task<string> NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test-{Interlocked.Increment(ref _databases)}");
        await CosmosDocumentStore.Provision(Client, name);
        return name;
    }

    [GeneratedRegex(@"Ready to accept HTTP connections at 127\.0\.0\.1:(\d+)")]
    private static partial Regex Ready();
}

public sealed class CosmosDocumentStoreTests(CosmosServer server) : DocumentStoreContract, IClassFixture<CosmosServer>
{
    private string _database = "";

    protected override async Task<IDocumentStore> Open()
    {
        _database = await server.NewDatabase();
        server.Handler.Sent.Clear();
        return new CosmosDocumentStore(server.Client, _database, TimeProvider.System);
    }

    private SentRequest[] SentTo(string container) =>
        [.. server.Handler.Sent.Where(sent => sent.Path == $"/dbs/{_database}/colls/{container}/docs")];

    [Fact]
    public async Task Commit_WhichTheServerCannotDoAtomically_IsSentAsOneAtomicBatchOfOnePartition()
    {
        var etag = (await Store.Commit("books", "甲", [new Write.Create("a", "voucher", """{"fen":1}""")])).Require()[0];
        await Store.Commit("books", "甲",
        [
            new Write.Create("b", "voucher", """{"fen":2}"""), new Write.Replace("a", "voucher", """{"fen":3}""", etag),
            new Write.Put("c", "row", "{}"), new Write.Delete("d", null),
        ]);
        var sent = SentTo("books")[^1];
        Assert.Equal(2, SentTo("books").Length);
        Assert.Equal("True", sent.Header("x-ms-cosmos-batch-atomic"));
        Assert.Equal("""["\u7532"]""", sent.Header("x-ms-documentdb-partitionkey"));
        Assert.Equal(
            [BatchKind.Create, BatchKind.Replace, BatchKind.Upsert, BatchKind.Delete],
            sent.Batch.Select(part => part.Kind));
        Assert.Equal([null, etag, null, null], sent.Batch.Select(part => part.IfMatch));
        Assert.Equal(
            """{"id":"b","pk":"\u7532","type":"voucher","body":{"fen":2}}""",
            System.Text.Encoding.UTF8.GetString(sent.Batch[0].Body));
    }

    [Fact]
    public async Task Query_WhosePartitionTheServerOverlooks_NamesThePartitionInTheRequestAndBindsEveryValue()
    {
        await Store.Query("requests", "甲' OR 1=1", new DocumentQuery("request")
        {
            Where = [Filter.Is("state", "x\" OR 1=1"), new Filter("order.value", Comparison.AtLeast, 5L)],
        });
        var sent = Assert.Single(SentTo("requests"));
        Assert.Equal("""["\u7532' OR 1=1"]""", sent.Header("x-ms-documentdb-partitionkey"));
        Assert.Null(sent.Header("x-ms-documentdb-query-enablecrosspartition"));
        var query = System.Text.Json.Nodes.JsonNode.Parse(sent.Body)!;
        Assert.Equal(
            "SELECT * FROM c WHERE c.pk = @p0 AND c.type = @p1"
            + """ AND IS_STRING(c["body"]["state"]) AND c["body"]["state"] = @p2"""
            + """ AND IS_NUMBER(c["body"]["order"]["value"]) AND c["body"]["order"]["value"] >= @p3"""
            + " ORDER BY c.id ASC",
            (string)query["query"]!);
        Assert.Equal(
            ["甲' OR 1=1", "request", "x\" OR 1=1", "5"],
            query["parameters"]!.AsArray().Select(parameter => parameter!["value"]!.ToString()));
    }

    [Fact]
    public async Task Changes_WhosePositionsTheServerForgets_AskForTheFeedFromThePositionGiven()
    {
        await Store.Commit("requests", "p", [new Write.Create("a", "request", "{}")]);
        var first = await Store.Changes("requests", null, null, 7);
        await Store.Changes("requests", first.Position, null, 7);
        var feeds = SentTo("requests").Where(sent => sent.Header("A-IM") is not null).ToArray();
        Assert.Null(feeds[0].Header("If-None-Match"));
        Assert.Equal("7", feeds[0].Header("x-ms-max-item-count"));
        Assert.Contains(feeds[^1].Header("If-None-Match")!.Trim('"'), first.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WhenTheContainerIsMissing_ThrowsInsteadOfSayingThereIsNoDocument()
    {
        var elsewhere = new CosmosDocumentStore(server.Client, "no-such-database", TimeProvider.System);
        await Assert.ThrowsAsync<CosmosException>(() =>
            elsewhere.Commit("requests", "p", [new Write.Create("a", "request", "{}")]));
    }

    [Fact]
    public async Task TwoCommandsOfOnePartition_WhenTheyRace_BothHappenInTurn()
    {
        static Call With(string key) => new(Actor.System("test"), default, "r", key);
        Task<Result<Done>> Add(string key) => Store.Apply<Done>("budgets", "p", With(key), unit =>
        {
            unit.Create(key, "line", new { key });
            unit.Audit("line.add", new Scope(Division.Of("630000")), "加一行");
            return Task.FromResult<Result<Done>>(Done.Value);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() => Add($"k{index}"))));
        Assert.Equal(8, (await Store.Totals("budgets", "p", new DocumentQuery("line"), [])).Count);
        var audits = await Store.Query("budgets", "p", new DocumentQuery("audit"));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], audits.Items.Select(item => item.As<AuditRecord>().Number));
    }
}
