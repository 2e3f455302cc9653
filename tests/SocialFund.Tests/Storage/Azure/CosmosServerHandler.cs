using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocialFund.Tests.Storage.Azure;

/// <summary>A request as the SDK sent it, for tests that check what the adapter asks for.</summary>
public sealed record SentRequest(
    HttpMethod Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public IReadOnlyList<BatchOperation> Batch { get; init; } = [];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>
/// Stands between the SDK and the npm test server, which lacks query plans, change feed positions and the SDK's binary
/// batches. What it adds is only as much as the contract needs; batches are made whole by taking turns.
/// </summary>
public sealed class CosmosServerHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>“Send the query as it is”: all queries here stay in one partition.</summary>
    private const string PassThroughPlan =
        """
        {"partitionedQueryExecutionInfoVersion":2,"queryInfo":{"distinctType":"None","top":null,"offset":null,
        "limit":null,"orderBy":[],"orderByExpressions":[],"groupByExpressions":[],"groupByAliases":[],"aggregates":[],
        "groupByAliasToAggregateType":{},"rewrittenQuery":"","hasSelectValue":false,"dCountInfo":null,
        "hasNonStreamingOrderBy":false},
        "queryRanges":[{"min":"","max":"FF","isMinInclusive":true,"isMaxInclusive":false}]}
        """;

    private const string CrossPartition = "x-ms-documentdb-query-enablecrosspartition";
    private const string Continuation = "x-ms-continuation";
    private const string PartitionKey = "x-ms-documentdb-partitionkey";

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The versions that a reader of the feed has had, by the position it was given.</summary>
    private readonly ConcurrentDictionary<int, HashSet<string>> _had = [];

    /// <summary>The versions in the order of writing, which the server does not keep.</summary>
    private readonly ConcurrentDictionary<string, int> _written = [];

    public ConcurrentQueue<SentRequest> Sent { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request")) { return Json(PassThroughPlan); }
        if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (request.Headers.Contains("x-ms-cosmos-is-batch-request"))
        {
            return await Batch(request, body, cancellationToken);
        }
        Record(request, Encoding.UTF8.GetString(body));
        if (request.Headers.Contains("A-IM")) { return await Feed(request, cancellationToken); }
        // The server answers 500 for a missing document, and refuses queries, unless they are marked so.
        request.Headers.TryAddWithoutValidation(CrossPartition, "True");
        return await WithPlainContinuation(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) { _turn.Dispose(); }
        base.Dispose(disposing);
    }

    private SentRequest Record(HttpRequestMessage request, string body, IReadOnlyList<BatchOperation>? batch = null)
    {
        var headers = request.Headers.ToDictionary(
            header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method, request.RequestUri!.AbsolutePath, headers, body)
        {
            Batch = batch ?? [],
        };
        Sent.Enqueue(sent);
        return sent;
    }

    /// <summary>
    /// The server's continuation is JSON, which does not survive inside the SDK's own: it travels as base64.
    /// </summary>
    private async Task<HttpResponseMessage> WithPlainContinuation(
        HttpRequestMessage request, CancellationToken stopping)
    {
        if (request.Headers.TryGetValues(Continuation, out var given))
        {
            var plain = Encoding.UTF8.GetString(Convert.FromBase64String(given.Single()));
            request.Headers.Remove(Continuation);
            request.Headers.TryAddWithoutValidation(Continuation, plain);
        }
        var response = await base.SendAsync(request, stopping);
        if (response.Headers.TryGetValues(Continuation, out var next))
        {
            var wrapped = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(',', next)));
            response.Headers.Remove(Continuation);
            response.Headers.TryAddWithoutValidation(Continuation, wrapped);
        }
        return response;
    }

    /// <summary>The documents in the order of their last writing; those not yet had are the changes.</summary>
    private async Task<HttpResponseMessage> Feed(HttpRequestMessage request, CancellationToken stopping)
    {
        var position = request.Headers.TryGetValues("If-None-Match", out var given)
            ? int.Parse(given.Single().Trim('"'), CultureInfo.InvariantCulture)
            : 0;
        var limit = request.Headers.TryGetValues("x-ms-max-item-count", out var most)
            ? int.Parse(most.Single(), CultureInfo.InvariantCulture)
            : int.MaxValue;
        using var all = await base.SendAsync(new HttpRequestMessage(HttpMethod.Get, request.RequestUri), stopping);
        var documents = JsonNode.Parse(await all.Content.ReadAsStringAsync(stopping))!["Documents"]!.AsArray();
        var had = _had.GetValueOrDefault(position, []);
        var fresh = documents.Where(document => !had.Contains(Version(document)))
            .OrderBy(document => _written[Version(document)]).Take(limit).ToList();
        if (fresh.Count == 0) { return Positioned(Json("{}", HttpStatusCode.NotModified), position, count: 0); }
        var next = _had.Count + 1;
        while (!_had.TryAdd(next, [.. had, .. fresh.Select(Version)])) { next++; }
        var page = new JsonObject
        {
            ["Documents"] = new JsonArray([.. fresh.Select(document => document!.DeepClone())]),
            ["_count"] = fresh.Count,
        };
        return Positioned(Json(page.ToJsonString()), next, fresh.Count);
    }

    private static string Version(JsonNode? document) => (string)document!["_etag"]!;

    private static HttpResponseMessage Positioned(HttpResponseMessage response, int position, int count)
    {
        response.Headers.TryAddWithoutValidation("x-ms-item-count", count.ToString(CultureInfo.InvariantCulture));
        response.Headers.ETag = new EntityTagHeaderValue($"\"{position}\"");
        return response;
    }

    /// <summary>Checks every condition, then sends the operations in the server's own form: all, or none.</summary>
    private async Task<HttpResponseMessage> Batch(HttpRequestMessage request, byte[] body, CancellationToken stopping)
    {
        var operations = await BatchCodec.Read(body);
        var sent = Record(request, "", operations);
        await _turn.WaitAsync(stopping);
        try
        {
            var partition = JsonNode.Parse(sent.Header(PartitionKey)!)![0]!;
            var there = await ETags(request.RequestUri!, partition, operations, stopping);
            var failed = operations.Select(operation => Refusal(operation, there)).ToList();
            var first = failed.FindIndex(status => status != 0);
            var outcomes = first >= 0
                ? [.. failed.Select((status, index) => new BatchOutcome(index == first ? status : 424, ""))]
                : await Execute(request.RequestUri!, partition, operations, stopping);
            var response = new HttpResponseMessage(first >= 0 ? HttpStatusCode.MultiStatus : HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(await BatchCodec.Write(outcomes)),
            };
            return response;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static int Refusal(BatchOperation operation, Dictionary<string, string> there) => operation.Kind switch
    {
        BatchKind.Create => there.ContainsKey(operation.Id.Length > 0 ? operation.Id : IdIn(operation)) ? 409 : 0,
        BatchKind.Upsert => 0,
        _ when !there.TryGetValue(operation.Id, out var etag) => 404,
        _ => operation.IfMatch is null || operation.IfMatch == there[operation.Id] ? 0 : 412,
    };

    private static string IdIn(BatchOperation operation) => (string)JsonNode.Parse(operation.Body)!["id"]!;

    private async Task<Dictionary<string, string>> ETags(
        Uri uri, JsonNode partition, IReadOnlyList<BatchOperation> operations, CancellationToken stopping)
    {
        var ids = operations.Select(operation => operation.Id.Length > 0 ? operation.Id : IdIn(operation));
        var query = new JsonObject
        {
            ["query"] = "SELECT c.id, c._etag FROM c WHERE c.pk = @pk AND ARRAY_CONTAINS(@ids, c.id)",
            ["parameters"] = new JsonArray(
                new JsonObject { ["name"] = "@pk", ["value"] = partition.DeepClone() },
                new JsonObject { ["name"] = "@ids", ["value"] = JsonSerializer.SerializeToNode(ids) }),
        };
        var answer = await Post(uri, query, "x-ms-documentdb-isquery", stopping);
        return answer["Documents"]!.AsArray().ToDictionary(row => (string)row!["id"]!, row => (string)row!["_etag"]!);
    }

    private async Task<List<BatchOutcome>> Execute(
        Uri uri, JsonNode partition, IReadOnlyList<BatchOperation> operations, CancellationToken stopping)
    {
        var key = new JsonArray(partition.DeepClone()).ToJsonString();
        var batch = new JsonArray([.. operations.Select(operation => new JsonObject
        {
            ["operationType"] = operation.Kind.ToString(),
            ["partitionKey"] = key,
            ["id"] = operation.Id,
            ["resourceBody"] = operation.Body.Length > 0 ? JsonNode.Parse(operation.Body) : null,
        })]);
        var answer = await Post(uri, batch, "x-ms-cosmos-is-batch-request", stopping);
        List<BatchOutcome> outcomes =
            [.. answer.AsArray().Select(row => new BatchOutcome((int)row!["statusCode"]!, (string?)row["eTag"] ?? ""))];
        foreach (var outcome in outcomes) { _written.TryAdd(outcome.ETag, _written.Count); }
        return outcomes;
    }

    private async Task<JsonNode> Post(Uri uri, JsonNode body, string marker, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(marker, "True");
        request.Headers.TryAddWithoutValidation(CrossPartition, "True");
        using var response = await base.SendAsync(request, stopping);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(stopping))!;
    }

    private static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
