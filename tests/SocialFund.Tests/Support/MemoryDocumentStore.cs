using System.Globalization;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Tests.Support;

/// <summary>The document store as a naive second implementation: dictionaries and loops. Thread safe.</summary>
public sealed class MemoryDocumentStore : IDocumentStore
{
    private sealed record Row(long Sequence, Document Document);

    /// <summary>A container: its partitions, and every row ever written in order; replaced ones are skipped.</summary>
    private sealed class Shelf
    {
        public Dictionary<string, Dictionary<string, Row>> Partitions { get; } = [];
        public List<Row> Log { get; } = [];
        public long Newest => Log.Count == 0 ? 0 : Log[^1].Sequence;

        public Row? Find(string partition, string id) =>
            Partitions.TryGetValue(partition, out var rows) ? rows.GetValueOrDefault(id) : null;

        public IEnumerable<Row> After(long sequence)
        {
            var first = Log.Count;
            while (first > 0 && Log[first - 1].Sequence > sequence) { first--; }
            return Log.Skip(first).Where(row => Find(row.Document.Partition, row.Document.Id) == row);
        }
    }

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shelf> _shelves = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    public Task<Document?> Read(string container, string partition, string id, CancellationToken stopping = default)
    {
        lock (_lock)
        {
            return Task.FromResult(Of(container).Find(partition, id)?.Document);
        }
    }

    public Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default)
    {
        DocumentRules.Check(partition, writes);
        lock (_lock)
        {
            if (writes.FirstOrDefault(write => !Holds(container, partition, write)) is { } failed)
            {
                return Task.FromResult<Result<IReadOnlyList<string>>>(
                    new WriteConflict(container, partition, failed.Id));
            }
            IReadOnlyList<string> etags = [.. writes.Select(write => Apply(container, partition, write))];
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.FromResult(Result.Of(etags));
        }
    }

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default)
    {
        DocumentRules.Check(query);
        Cursor Key(Document document) =>
            new(query.OrderBy is null ? null : Field(document, query.OrderBy), document.Id);
        int Compare(Cursor left, Cursor right)
        {
            var order = FieldOrder.Instance.Compare(left.Value, right.Value);
            if (order == 0) { order = string.CompareOrdinal(left.Id, right.Id); }
            return query.Descending ? -order : order;
        }
        lock (_lock)
        {
            var after = Cursor.Of(query.Continuation);
            var rest = Matching(container, partition, query)
                .Where(document => after is null || Compare(Key(document), after) > 0)
                .Order(Comparer<Document>.Create((left, right) => Compare(Key(left), Key(right))))
                .ToList();
            var items = rest.Take(query.Limit).ToList();
            return Task.FromResult(new DocumentPage(items, items.Count < rest.Count ? Key(items[^1]).Text : null));
        }
    }

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default)
    {
        DocumentRules.Check(query);
        foreach (var field in sumFields) { DocumentRules.CheckField(field); }
        lock (_lock)
        {
            var matching = Matching(container, partition, query).ToList();
            long Sum(string field) => matching.Sum(document => Field(document, field) as long? ?? 0);
            return Task.FromResult(new DocumentTotals(matching.Count, [.. sumFields.Select(Sum)]));
        }
    }

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default)
    {
        lock (_lock)
        {
            var after = position is null ? 0 : long.Parse(position, CultureInfo.InvariantCulture);
            var rows = Of(container).After(after)
                .Where(row => type is null || row.Document.Type == type)
                .Take(limit)
                .ToList();
            var newest = Math.Max(after, Of(container).Newest);
            var next = rows.Count == limit ? rows[^1].Sequence : newest;
            return Task.FromResult(new ChangePage([.. rows.Select(row => row.Document)], $"{next}"));
        }
    }

    public async Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default)
    {
        var changed = _changed.Task;
        lock (_lock)
        {
            var after = position is null ? 0 : long.Parse(position, CultureInfo.InvariantCulture);
            if (Of(container).Newest > after) { return; }
        }
        try { await changed.WaitAsync(patience, stopping); }
        catch (TimeoutException)
        {
            // Nothing came; the caller looks again by itself.
        }
    }

    private Shelf Of(string container)
    {
        if (!_shelves.TryGetValue(container, out var shelf)) { _shelves.Add(container, shelf = new Shelf()); }
        return shelf;
    }

    private bool Holds(string container, string partition, Write write)
    {
        var there = Of(container).Find(partition, write.Id)?.Document;
        return write switch
        {
            Write.Create => there is null,
            Write.Replace replace => there?.ETag == replace.ETag,
            Write.Delete delete => there is not null && (delete.ETag is null || there.ETag == delete.ETag),
            _ => true,
        };
    }

    private string Apply(string container, string partition, Write write)
    {
        var shelf = Of(container);
        if (!shelf.Partitions.TryGetValue(partition, out var rows)) { shelf.Partitions.Add(partition, rows = []); }
        if (write is Write.Delete) { rows.Remove(write.Id); return ""; }
        var (type, body) = write switch
        {
            Write.Create create => (create.Type, create.Body),
            Write.Replace replace => (replace.Type, replace.Body),
            Write.Put put => (put.Type, put.Body),
            _ => throw new InvalidOperationException(),
        };
        _sequence++;
        var etag = $"{_sequence}";
        var row = new Row(_sequence, new Document(partition, write.Id, type, body, etag));
        rows[write.Id] = row;
        shelf.Log.Add(row);
        return etag;
    }

    private IEnumerable<Document> Matching(string container, string partition, DocumentQuery query) =>
        Of(container).Partitions.GetValueOrDefault(partition, []).Values
            .Select(row => row.Document)
            .Where(document => document.Type == query.Type)
            .Where(document => query.Where.All(filter => Passes(document, filter)));

    private static bool Passes(Document document, Filter filter)
    {
        if (Field(document, filter.Field) is not { } value) { return false; }
        var wanted = filter.Value is int number ? (long)number : filter.Value;
        var kind = filter.Comparison == Comparison.OneOf ? typeof(string) : wanted.GetType();
        if (value.GetType() != kind) { return false; }
        return filter.Comparison switch
        {
            Comparison.Equal => value.Equals(wanted),
            Comparison.NotEqual => !value.Equals(wanted),
            Comparison.AtLeast => FieldOrder.Instance.Compare(value, wanted) >= 0,
            Comparison.AtMost => FieldOrder.Instance.Compare(value, wanted) <= 0,
            Comparison.OneOf => ((string[])wanted).Contains((string)value),
            Comparison.StartsWith => value is string text && text.StartsWith((string)wanted, StringComparison.Ordinal),
            Comparison.Contains => value is string text && text.Contains((string)wanted, StringComparison.Ordinal),
            _ => throw new InvalidOperationException(),
        };
    }

    private static object? Field(Document document, string path)
    {
        using var json = JsonDocument.Parse(document.Body);
        var element = json.RootElement;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object) { return null; }
            if (!element.TryGetProperty(name, out element)) { return null; }
        }
        return Cursor.ValueOf(element);
    }

    private sealed class FieldOrder : IComparer<object?>
    {
        public static readonly FieldOrder Instance = new();

        public int Compare(object? left, object? right) => (left, right) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (long a, long b) => a.CompareTo(b),
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            _ => string.CompareOrdinal(left.ToString(), right.ToString()),
        };
    }
}
