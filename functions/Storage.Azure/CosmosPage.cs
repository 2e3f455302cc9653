using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// Reads one page in the order (field, id) behind a cursor. Cosmos orders by two paths only with a composite index for
/// just that pair, and leaves out documents without the field; so a page is put together from three simple queries:
/// documents without the field, by id; those tied with a known value, by id; those beyond a value, by the field. Of
/// the last, the final group may be cut, so its rows are asked for again as ties.
/// </summary>
/// <param name="run">Runs a query and returns its first rows, as many as asked for or all there are.</param>
internal sealed class CosmosPage(
    string partition, DocumentQuery query, Func<CosmosQuery, int, Task<IReadOnlyList<JsonElement>>> run)
{
    private readonly List<JsonElement> _rows = [];
    private readonly string _beyond = query.Descending ? "<" : ">";

    /// <summary>One more than the page holds, to know whether more follow.</summary>
    private int Missing => query.Limit + 1 - _rows.Count;

    public async Task<DocumentPage> Read()
    {
        var cursor = Cursor.Of(query.Continuation);
        if (query.OrderBy is null) { await AddById(Query(), cursor?.Id); }
        else { await AddInOrder(CosmosQuery.Field(query.OrderBy), cursor); }
        if (_rows.Count <= query.Limit) { return new DocumentPage([.. _rows.Select(CosmosItem.Read)], null); }
        var items = _rows.Take(query.Limit).Select(CosmosItem.Read).ToList();
        return new DocumentPage(items, new Cursor(ValueOf(_rows[query.Limit - 1]), items[^1].Id).Text);
    }

    private async Task AddInOrder(string field, Cursor? cursor)
    {
        var without = $"(NOT IS_DEFINED({field}) OR IS_NULL({field}))";
        var inMissing = cursor is { Value: null };
        if (!query.Descending && (cursor is null || inMissing)) { await AddById(Query().And(without), cursor?.Id); }
        if (!query.Descending || !inMissing) { await AddWithField(field, cursor); }
        if (query.Descending) { await AddById(Query().And(without), inMissing ? cursor?.Id : null); }
    }

    private async Task AddWithField(string field, Cursor? cursor)
    {
        var value = cursor?.Value;
        if (value is not null) { await AddById(Query().And(field, "=", value), cursor!.Id); }
        while (Missing > 0)
        {
            var (asked, beyond) = (Missing, Query());
            beyond = value is null
                ? beyond.And($"IS_DEFINED({field})").And($"NOT IS_NULL({field})")
                : beyond.And(field, _beyond, value);
            var rows = await run(beyond.OrderBy(field, query.Descending), asked);
            if (rows.Count == 0) { return; }
            var last = ValueOf(rows[^1])!;
            var whole = rows.Count < asked ? rows : [.. rows.Where(row => !last.Equals(ValueOf(row)))];
            _rows.AddRange(InOrder(whole));
            if (rows.Count < asked) { return; }
            await AddById(Query().And(field, "=", last), after: null);
            value = last;
        }
    }

    private async Task AddById(CosmosQuery rows, string? after)
    {
        if (Missing == 0) { return; }
        if (after is not null) { rows.And("c.id", _beyond, after); }
        _rows.AddRange(await run(rows.OrderBy("c.id", query.Descending), Missing));
    }

    /// <summary>The rows come ordered by the field; within a value they are put in the order of ids.</summary>
    private IEnumerable<JsonElement> InOrder(IReadOnlyList<JsonElement> rows) =>
        rows.GroupBy(ValueOf).SelectMany(group => query.Descending
            ? group.OrderByDescending(IdOf, StringComparer.Ordinal)
            : group.OrderBy(IdOf, StringComparer.Ordinal));

    private CosmosQuery Query() => new("*", partition, query);

    private static string IdOf(JsonElement row) => row.GetProperty("id").GetString()!;

    private object? ValueOf(JsonElement row)
    {
        if (query.OrderBy is null) { return null; }
        var element = row.GetProperty("body");
        foreach (var name in query.OrderBy.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object) { return null; }
            if (!element.TryGetProperty(name, out element)) { return null; }
        }
        return Cursor.ValueOf(element);
    }
}
