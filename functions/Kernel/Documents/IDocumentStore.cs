namespace SocialFund.Kernel;

/// <summary>A JSON document as stored.</summary>
/// <param name="Type">What it is, for queries inside a partition: <c>voucher</c>, <c>audit</c>, <c>outbox</c> …</param>
/// <param name="Body">The JSON object.</param>
/// <param name="ETag">Changes with every write.</param>
public sealed record Document(string Partition, string Id, string Type, string Body, string ETag)
{
    public T As<T>() => Json.Read<T>(Body);
}

/// <summary>One write of an atomic commit.</summary>
public abstract record Write(string Id)
{
    /// <summary>Fails when the id is there.</summary>
    public sealed record Create(string Id, string Type, string Body) : Write(Id);

    /// <summary>Fails when the document is missing or has another ETag.</summary>
    public sealed record Replace(string Id, string Type, string Body, string ETag) : Write(Id);

    /// <summary>Creates or overwrites: only for what can be rebuilt, such as list rows.</summary>
    public sealed record Put(string Id, string Type, string Body) : Write(Id);

    /// <summary>Fails when the document is missing or, if an ETag is given, has another.</summary>
    public sealed record Delete(string Id, string? ETag) : Write(Id);
}

/// <summary>Some write's condition did not hold; nothing was written.</summary>
/// <param name="Id">The first document whose condition failed.</param>
public sealed record WriteConflict(string Container, string Partition, string Id)
    : Problem(ProblemKind.Stale, "write_conflict", "数据刚刚被修改，请刷新后重试。");

public enum Comparison
{
    Equal = 1,
    NotEqual,
    AtLeast,
    AtMost,

    /// <summary>The value is a string array; the field equals one of them.</summary>
    OneOf,
    StartsWith,
    Contains,
}

/// <param name="Field">
/// A body field, camel case; nested with dots: <c>payer.account</c>. Missing fields, and fields of another kind than
/// the value, never match.
/// </param>
/// <param name="Value">string, long, bool, or string[] for <see cref="Comparison.OneOf"/>.</param>
public sealed record Filter(string Field, Comparison Comparison, object Value)
{
    public static Filter Is(string field, string value) => new(field, Comparison.Equal, value);
    public static Filter OneOf(string field, params string[] values) => new(field, Comparison.OneOf, values);
}

/// <summary>A query inside one partition.</summary>
/// <param name="Type">Only documents of this type.</param>
public sealed record DocumentQuery(string Type)
{
    public const int LimitMax = 1000;

    public IReadOnlyList<Filter> Where { get; init; } = [];

    /// <summary>
    /// Null orders by id. Otherwise a body field; documents without it come before all others, ties are ordered by id,
    /// both turned round when descending.
    /// </summary>
    public string? OrderBy { get; init; }
    public bool Descending { get; init; }

    /// <summary>1..<see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>From an earlier page of the same query; null for the first.</summary>
    public string? Continuation { get; init; }
}

public sealed record DocumentPage(IReadOnlyList<Document> Items, string? Continuation);

/// <param name="Sums">In the order of the fields asked for; missing fields count as zero.</param>
public sealed record DocumentTotals(long Count, IReadOnlyList<long> Sums);

/// <param name="Position">Where to go on. Opaque; ask again from here.</param>
public sealed record ChangePage(IReadOnlyList<Document> Items, string Position);

/// <summary>
/// Documents in containers, cut into partitions. No operation spans partitions: what must change together shares one.
/// docs/documents.md lists containers and partition keys with their reasons.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Cosmos DB's transactional batch holds 100 operations and 2 MB.</summary>
    const int CommitMax = 100;

    Task<Document?> Read(string container, string partition, string id, CancellationToken stopping = default);

    /// <summary>Writes all or nothing, durable when it returns.</summary>
    /// <param name="writes">
    /// 1..<see cref="CommitMax"/>, each id at most once, bodies of <see cref="DocumentRules.CommitBytesMax"/> at most.
    /// </param>
    /// <returns>The new ETags in order (empty text for deletes), or <see cref="WriteConflict"/>.</returns>
    Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default);

    /// <exception cref="BadContinuationException">The continuation was not made by an earlier page.</exception>
    Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default);

    /// <summary>Counts all matching documents and sums integer fields; paging parts of the query are ignored.</summary>
    Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default);

    /// <summary>
    /// Documents of the container written after a position, each at least once in its newest form; within a partition
    /// in the order of writing. Deletes do not appear.
    /// </summary>
    /// <param name="position">Null begins at the start of time.</param>
    /// <param name="type">Only this type; null for all.</param>
    Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default);

    /// <summary>
    /// Returns when something may have been written after that position, or after the patience is over.
    /// </summary>
    Task WaitForChanges(string container, string? position, TimeSpan patience, CancellationToken stopping = default);
}
