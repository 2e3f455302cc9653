using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>A row of a subject.</summary>
/// <param name="Values">One a column of the subject, in their order: string, long, <see cref="Money"/> or null.</param>
public sealed record SharedRow(IReadOnlyList<object?> Values);

/// <summary>What is asked of a source: one division with all below it.</summary>
/// <param name="Month">Null for the whole year.</param>
public sealed record SharedQuery(Division Division, IReadOnlyList<Fund> Funds, int Year, int? Month);

/// <summary>Where the rows of a subject come from.</summary>
public interface ISharedSource
{
    /// <summary>The subject's id.</summary>
    string Subject { get; }

    /// <summary>The answer in parts, always the same in the same order: so a page can tell where it ended.</summary>
    IReadOnlyList<SharedPart> Parts(SharedQuery query);
}

/// <summary>A part of an answer that counts and pages by itself.</summary>
public abstract class SharedPart
{
    public abstract Task<long> Count(CancellationToken stopping);

    /// <param name="continuation">Null begins.</param>
    /// <param name="limit">1..1000.</param>
    public abstract Task<(IReadOnlyList<SharedRow> Rows, string? Continuation)> Page(
        string? continuation, int limit, CancellationToken stopping);
}

/// <summary>Rows that stand in a list, one a document; the store pages them.</summary>
internal sealed class ListPart<T>(IDocumentStore store, string partition, DocumentQuery query, Func<T, SharedRow> row)
    : SharedPart where T : class
{
    public override async Task<long> Count(CancellationToken stopping) =>
        (await store.Totals(Containers.Lists, partition, query, [], stopping)).Count;

    public override async Task<(IReadOnlyList<SharedRow> Rows, string? Continuation)> Page(
        string? continuation, int limit, CancellationToken stopping)
    {
        var asked = query with { Limit = limit, Continuation = continuation };
        var page = await store.Query(Containers.Lists, partition, asked, stopping);
        return ([.. page.Items.Select(document => row(document.As<T>()))], page.Continuation);
    }
}

/// <summary>
/// Rows worked out at once, some thousands at most. They are put in order by a key of each, after which the next page
/// goes on, so rows that come meanwhile neither repeat nor hide others.
/// </summary>
internal sealed class WorkedPart(Func<CancellationToken, Task<IReadOnlyList<(string Key, SharedRow Row)>>> work)
    : SharedPart
{
    private IReadOnlyList<(string Key, SharedRow Row)>? _rows;

    public override async Task<long> Count(CancellationToken stopping) => (await Rows(stopping)).Count;

    public override async Task<(IReadOnlyList<SharedRow> Rows, string? Continuation)> Page(
        string? continuation, int limit, CancellationToken stopping)
    {
        var rest = (await Rows(stopping))
            .SkipWhile(row => continuation is not null && string.CompareOrdinal(row.Key, continuation) <= 0);
        var page = rest.Take(limit + 1).ToList();
        return page.Count <= limit
            ? ([.. page.Select(row => row.Row)], null)
            : ([.. page.Take(limit).Select(row => row.Row)], page[limit - 1].Key);
    }

    private async Task<IReadOnlyList<(string Key, SharedRow Row)>> Rows(CancellationToken stopping) =>
        _rows ??= [.. (await work(stopping)).OrderBy(row => row.Key, StringComparer.Ordinal)];
}
