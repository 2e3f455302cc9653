using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// Documents in one SQLite file (WAL, synchronous=FULL): commits are on disk when they return. Reads run on the
/// caller's thread, on pooled connections, and see every commit that has returned.
/// </summary>
public sealed class SqliteDocumentStore : IDocumentStore, IDisposable
{
    /// <summary>Of the tables. A file of a newer program is refused rather than misread.</summary>
    private const long SchemaVersion = 1;

    private readonly string _file;
    private readonly IReadOnlyList<FieldIndex> _indexes;
    private readonly TimeProvider _clock;
    private readonly StoreFileLock _lock;
    private readonly SqliteSession _writing;
    private readonly SqliteWriter _writer;
    private readonly ChangeSignals _signals = new();
    private readonly ConcurrentBag<SqliteSession> _readers = [];

    static SqliteDocumentStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteDocumentStore(
        string file, TimeProvider clock, IReadOnlyList<FieldIndex> indexes, CommitFlush flush)
    {
        (_file, _clock, _indexes) = (file, clock, indexes);
        _lock = new StoreFileLock(file);
        try
        {
            _writing = OpenForWriting(file, indexes, flush);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
        _writer = new SqliteWriter(_writing, _signals);
    }

    /// <summary>
    /// Opens the file, or begins it. What was committed before a crash is there; what was not has left no trace.
    /// </summary>
    /// <param name="file">The database; <c>-wal</c>, <c>-shm</c> and <c>.lock</c> stand beside it.</param>
    /// <param name="indexes">
    /// Made when missing; those of an earlier version that are not named here are dropped.
    /// </param>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    public static SqliteDocumentStore Open(string file, TimeProvider clock, params IReadOnlyList<FieldIndex> indexes) =>
        Open(file, clock, CommitFlush.Each, indexes);

    /// <inheritdoc cref="Open(string, TimeProvider, IReadOnlyList{FieldIndex})"/>
    /// <param name="flush">When a commit is safe from a power cut.</param>
    public static SqliteDocumentStore Open(
        string file, TimeProvider clock, CommitFlush flush, IReadOnlyList<FieldIndex> indexes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return new SqliteDocumentStore(Path.GetFullPath(file), clock, indexes, flush);
    }

    public Task<Document?> Read(string container, string partition, string id, CancellationToken stopping = default)
    {
        stopping.ThrowIfCancellationRequested();
        return Task.FromResult(Reading(session =>
        {
            using var rows = session.Bind(
                SqlText.Read, ("$container", container), ("$partition", partition), ("$id", id)).ExecuteReader();
            return rows.Read() ? DocumentOf(rows) : null;
        }));
    }

    public Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default)
    {
        DocumentRules.Check(partition, writes);
        return _writer.Commit(container, partition, writes, stopping);
    }

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default)
    {
        stopping.ThrowIfCancellationRequested();
        var sql = QuerySql.Page(container, partition, query, _indexes);
        return Task.FromResult(Reading(session =>
        {
            using var rows = session.Bind(sql.Text, sql.Values).ExecuteReader();
            return PageOf(rows, query.Limit);
        }));
    }

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default)
    {
        stopping.ThrowIfCancellationRequested();
        var sql = QuerySql.Totals(container, partition, query, _indexes, sumFields);
        return Task.FromResult(Reading(session =>
        {
            using var rows = session.Bind(sql.Text, sql.Values).ExecuteReader();
            rows.Read();
            return new DocumentTotals(
                rows.GetInt64(0), [.. Enumerable.Range(1, sumFields.Count).Select(rows.GetInt64)]);
        }));
    }

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default)
    {
        stopping.ThrowIfCancellationRequested();
        return Task.FromResult(Reading(session => Changes(session, container, After(position), type, limit)));
    }

    public async Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default)
    {
        var next = _signals.Next(container);
        if (Reading(session => session.Number(SqlText.Newest, ("$container", container))) > After(position)) { return; }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(next, Task.Delay(patience, _clock, over.Token));
        await over.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Finishes the commits that wait, folds the log into the file and lets it go.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        while (_readers.TryTake(out var session)) { session.Dispose(); }
        _writing.Run("pragma wal_checkpoint(truncate)");
        _writing.Dispose();
        _lock.Dispose();
    }

    private static SqliteSession OpenForWriting(
        string file, IReadOnlyList<FieldIndex> indexes, CommitFlush flush)
    {
        var session = new SqliteSession(file);
        session.Run("pragma journal_mode = wal");
        session.Run(flush == CommitFlush.Each ? "pragma synchronous = full" : "pragma synchronous = normal");
        // The log folds into the file each 16 MB, and is cut back to that size after a burst.
        session.Run("pragma wal_autocheckpoint = 4000");
        session.Run("pragma journal_size_limit = 16777216");
        var version = session.Number("pragma user_version");
        if (version > SchemaVersion)
        {
            session.Dispose();
            throw new InvalidDataException($"数据文件“{file}”由更新版本的系统写成（{version}），请升级系统后再打开。");
        }
        foreach (var statement in SqlText.Schema) { session.Run(statement); }
        session.Run(string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {SchemaVersion}"));
        foreach (var name in FieldIndexes(session).Except(indexes.Select(index => index.Name)).ToList())
        {
            session.Run($"drop index {name}");
        }
        foreach (var index in indexes) { session.Run(index.Create); }
        return session;
    }

    private static List<string> FieldIndexes(SqliteSession session)
    {
        using var rows = session.Bind(SqlText.ListFieldIndexes).ExecuteReader();
        var names = new List<string>();
        while (rows.Read()) { names.Add(rows.GetString(0)); }
        return names;
    }

    private T Reading<T>(Func<SqliteSession, T> read)
    {
        if (!_readers.TryTake(out var session))
        {
            session = new SqliteSession(_file);
            session.Run("pragma query_only = on");
        }
        try { return read(session); }
        finally { _readers.Add(session); }
    }

    /// <summary>
    /// The newest write is asked first: rows that are written again meanwhile move behind it and come with the next
    /// page.
    /// </summary>
    private static ChangePage Changes(SqliteSession session, string container, long after, string? type, int limit)
    {
        var newest = Math.Max(after, session.Number(SqlText.Newest, ("$container", container)));
        var command = type is null
            ? session.Bind(
                SqlText.Changes, ("$container", container), ("$after", after), ("$until", newest), ("$limit", limit))
            : session.Bind(
                SqlText.ChangesOfType, ("$container", container), ("$type", type), ("$after", after),
                ("$until", newest), ("$limit", limit));
        using var rows = command.ExecuteReader();
        var items = new List<Document>();
        while (rows.Read()) { items.Add(DocumentOf(rows)); }
        return new ChangePage(items, items.Count == limit ? items[^1].ETag : Text(newest));
    }

    private static DocumentPage PageOf(SqliteDataReader rows, int limit)
    {
        var items = new List<Document>();
        object? last = null;
        while (rows.Read())
        {
            if (items.Count == limit) { return new DocumentPage(items, new Cursor(last, items[^1].Id).Text); }
            items.Add(DocumentOf(rows));
            last = rows.IsDBNull(5) ? null : rows.GetValue(5);
        }
        return new DocumentPage(items, null);
    }

    private static Document DocumentOf(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row.GetInt64(4)));

    private static long After(string? position) =>
        position is null ? 0 : long.Parse(position, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
