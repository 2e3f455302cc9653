using System.Text.Json;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>The sources of all subjects, and paging over the parts that they answer with.</summary>
public sealed class SharedReader
{
    private readonly Dictionary<string, ISharedSource> _sources;

    public SharedReader(IDocumentStore store, Charts charts, IAgencyList agencies)
    {
        var books = new BookYears(store, charts);
        ISharedSource[] sources =
        [
            new ArrangementSource(store), new AllocationSource(store),
            new MonthSource(books, "special-account-receipts", hasLevel: true), new UnitSource(agencies),
            new AccountSource(store), new MonthSource(books, "value-gains", hasLevel: false),
            new YearSource(store, books, "income-budget"), new YearSource(store, books, "expenditure-budget"),
        ];
        _sources = sources.ToDictionary(source => source.Subject);
    }

    /// <param name="queries">One a granted division; none lies in another.</param>
    public SharedAnswer Ask(SharedSubject subject, IEnumerable<SharedQuery> queries) =>
        new(subject, [.. queries.SelectMany(_sources[subject.Id].Parts)]);
}

/// <summary>All rows of one question, a page at a time.</summary>
public sealed class SharedAnswer(SharedSubject subject, IReadOnlyList<SharedPart> parts)
{
    public async Task<long> Count(CancellationToken stopping)
    {
        long count = 0;
        foreach (var part in parts) { count += await part.Count(stopping); }
        return count;
    }

    /// <param name="limit">At least 1.</param>
    /// <exception cref="BadContinuationException">The continuation was not made by an earlier page.</exception>
    public async Task<(IReadOnlyList<SharedRow> Rows, string? Continuation)> Page(
        string? continuation, int limit, CancellationToken stopping)
    {
        var place = Read(continuation);
        var rows = new List<SharedRow>();
        for (var (part, inner) = place; part < parts.Count; (part, inner) = (part + 1, null))
        {
            while (true)
            {
                if (rows.Count == limit) { return (rows, Text(part, inner)); }
                var room = Math.Min(limit - rows.Count, DocumentQuery.LimitMax);
                var (page, next) = await parts[part].Page(inner, room, stopping);
                rows.AddRange(page.Select(Checked));
                if ((inner = next) is null) { break; }
            }
        }
        return (rows, null);
    }

    private SharedRow Checked(SharedRow row) => row.Values.Count == subject.Columns.Count
        ? row
        : throw new InvalidOperationException($"{subject.Id} has {subject.Columns.Count} columns, its row other.");

    private (int Part, string? Inner) Read(string? continuation)
    {
        if (continuation is null) { return (0, null); }
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(continuation));
            var part = json.RootElement[0].GetInt32();
            return part >= 0 && part < parts.Count
                ? (part, json.RootElement[1].GetString())
                : throw new FormatException("No such part.");
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException
            or IndexOutOfRangeException)
        {
            throw new BadContinuationException(error);
        }
    }

    private static string Text(int part, string? inner) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes<object?[]>([part, inner], Json.Options));
}
