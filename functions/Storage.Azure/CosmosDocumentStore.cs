using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// Documents in Cosmos DB: one container each, partitioned by <c>/pk</c>. A commit is one transactional batch; the
/// change feed is pulled. Request units: a read 1 a KB, a write about 6 a KB, a page what its rows cost, all in one
/// partition.
/// </summary>
public sealed class CosmosDocumentStore(CosmosClient client, string database, TimeProvider clock) : IDocumentStore
{
    /// <summary>Cosmos wakes nobody; those who wait for changes ask this often.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What a write's condition answers when it does not hold: taken, gone, changed, or being changed.
    /// </summary>
    private static readonly HashSet<HttpStatusCode> Conflicts =
        [HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed, (HttpStatusCode)449];

    /// <summary>
    /// Creates database and containers for tests against an emulator. In Azure infra/bicep does this.
    /// </summary>
    public static async Task Provision(CosmosClient client, string database, CancellationToken stopping = default)
    {
        Database created = await client.CreateDatabaseIfNotExistsAsync(database, cancellationToken: stopping);
        foreach (var name in Containers.All)
        {
            await created.CreateContainerIfNotExistsAsync(
                new ContainerProperties(name, CosmosItem.PartitionKeyPath), cancellationToken: stopping);
        }
    }

    public async Task<Document?> Read(
        string container, string partition, string id, CancellationToken stopping = default)
    {
        using var response = await In(container)
            .ReadItemStreamAsync(id, new PartitionKey(partition), cancellationToken: stopping);
        if (response.StatusCode == HttpStatusCode.NotFound && !IsContainerMissing(response)) { return null; }
        response.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(response.Content, default, stopping);
        return CosmosItem.Read(json.RootElement);
    }

    public async Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default)
    {
        DocumentRules.Check(partition, writes);
        var batch = In(container).CreateTransactionalBatch(new PartitionKey(partition));
        foreach (var write in writes) { Add(batch, partition, write); }
        using var response = await batch.ExecuteAsync(stopping);
        if (response.IsSuccessStatusCode)
        {
            return Result.Of<IReadOnlyList<string>>(
                [.. writes.Select((write, index) => write is Write.Delete ? "" : response[index].ETag)]);
        }
        for (var index = 0; index < response.Count; index++)
        {
            if (Conflicts.Contains(response[index].StatusCode))
            {
                return new WriteConflict(container, partition, writes[index].Id);
            }
        }
        throw new CosmosException(
            response.ErrorMessage, response.StatusCode, 0, response.ActivityId, response.RequestCharge);
    }

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default)
    {
        DocumentRules.Check(query);
        return new CosmosPage(
            partition, query, (rows, count) => First(container, partition, rows, count, stopping)).Read();
    }

    public async Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default)
    {
        DocumentRules.Check(query);
        List<CosmosQuery> figures = [new("VALUE COUNT(1)", partition, query), .. sumFields.Select(Sum)];
        CosmosQuery Sum(string path)
        {
            // A text among the numbers would make the whole sum undefined.
            var field = CosmosQuery.Field(path);
            return new CosmosQuery($"VALUE SUM({field})", partition, query).And($"IS_NUMBER({field})");
        }
        var numbers = await Task.WhenAll(figures.Select(async figure =>
            Whole(await First(container, partition, figure, 1, stopping))));
        return new DocumentTotals(numbers[0], numbers[1..]);
    }

    public async Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default)
    {
        using var feed = In(container).GetChangeFeedStreamIterator(
            position is null ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.ContinuationToken(position),
            ChangeFeedMode.LatestVersion,
            new ChangeFeedRequestOptions { PageSizeHint = limit });
        while (true)
        {
            using var response = await feed.ReadNextAsync(stopping);
            var end = response.ContinuationToken;
            if (response.StatusCode == HttpStatusCode.NotModified) { return new ChangePage([], end); }
            response.EnsureSuccessStatusCode();
            var documents = (await CosmosItem.Rows(response.Content, stopping)).Select(CosmosItem.Read);
            List<Document> items = [.. documents.Where(document => type is null || document.Type == type)];
            // A page without a match is not the end; reading on keeps “nothing” meaning “nothing waits”.
            if (items.Count > 0) { return new ChangePage(items, end); }
        }
    }

    public async Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default)
    {
        var started = clock.GetTimestamp();
        while ((await Changes(container, position, null, 1, stopping)).Items.Count == 0)
        {
            var left = patience - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero) { return; }
            await Task.Delay(left < AskAgain ? left : AskAgain, clock, stopping);
        }
    }

    private Container In(string container) => client.GetContainer(database, container);

    private static bool IsContainerMissing(ResponseMessage response) =>
        response.Headers.TryGetValue("x-ms-substatus", out var status) && status is not ("0" or "");

    private static void Add(TransactionalBatch batch, string partition, Write write)
    {
        var options = new TransactionalBatchItemRequestOptions { EnableContentResponseOnWrite = false };
        switch (write)
        {
            case Write.Create create:
                batch.CreateItemStream(CosmosItem.Write(partition, create.Id, create.Type, create.Body), options);
                break;
            case Write.Put put:
                batch.UpsertItemStream(CosmosItem.Write(partition, put.Id, put.Type, put.Body), options);
                break;
            case Write.Replace replace:
                options.IfMatchEtag = replace.ETag;
                batch.ReplaceItemStream(
                    replace.Id, CosmosItem.Write(partition, replace.Id, replace.Type, replace.Body), options);
                break;
            case Write.Delete delete:
                options.IfMatchEtag = delete.ETag;
                batch.DeleteItem(delete.Id, options);
                break;
            default:
                throw new ArgumentException($"{write.GetType().Name} is not a write.");
        }
    }

    /// <summary>The first rows of a query in one partition, as many as asked for or all there are.</summary>
    private async Task<IReadOnlyList<JsonElement>> First(
        string container, string partition, CosmosQuery query, int count, CancellationToken stopping)
    {
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = count };
        using var pages = In(container).GetItemQueryStreamIterator(query.Definition(), requestOptions: options);
        var rows = new List<JsonElement>();
        while (rows.Count < count && pages.HasMoreResults)
        {
            using var response = await pages.ReadNextAsync(stopping);
            response.EnsureSuccessStatusCode();
            rows.AddRange(await CosmosItem.Rows(response.Content, stopping));
        }
        return rows.Count > count ? rows[..count] : rows;
    }

    /// <summary>
    /// A figure that Cosmos computed in doubles; one that is no whole number below 2^53 may have lost a fen.
    /// </summary>
    private static long Whole(IReadOnlyList<JsonElement> rows)
    {
        if (rows.Count == 0 || rows[0].ValueKind != JsonValueKind.Number) { return 0; }
        var number = rows[0].GetDouble();
        return Math.Abs(number) <= Money.MaxFen && number == Math.Truncate(number)
            ? (long)number
            : throw new OverflowException("A total is beyond what Cosmos DB adds exactly (2^53).");
    }
}
