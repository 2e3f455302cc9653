using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Storage;

/// <summary>
/// The one writer. Commits that wait together share a transaction and its fsync; each has its own savepoint, so each
/// is all or nothing. Numbers are given in the order of committing, and become visible in that order.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Bounds how long the first commit of a group waits for the last.</summary>
    private const int GroupMax = 500;

    private sealed record Pending(
        string Container, string Partition, IReadOnlyList<Write> Writes, CancellationToken Stopping)
    {
        public TaskCompletionSource<Result<IReadOnlyList<string>>> Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly SqliteSession _session;
    private readonly ChangeSignals _signals;
    private readonly Queue<Pending> _queue = [];
    private readonly Thread _thread;
    private long _sequence;
    private bool _isClosed;

    public SqliteWriter(SqliteSession session, ChangeSignals signals)
    {
        (_session, _signals) = (session, signals);
        _sequence = session.Number(SqlText.ReadSequence);
        _thread = new Thread(Loop) { Name = "documents writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Ends when the commit is on disk, or refused. Once begun it is not given up: its outcome would be unknown.
    /// </summary>
    public Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping)
    {
        var pending = new Pending(container, partition, writes, stopping);
        lock (_queue)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _queue.Enqueue(pending);
            Monitor.Pulse(_queue);
        }
        return pending.Done.Task;
    }

    /// <summary>Finishes what waits.</summary>
    public void Dispose()
    {
        lock (_queue)
        {
            _isClosed = true;
            Monitor.Pulse(_queue);
        }
        _thread.Join();
    }

    private void Loop()
    {
        var group = new List<Pending>(GroupMax);
        while (Take(group))
        {
            group.RemoveAll(GivenUp);
            if (group.Count > 0) { CommitTogether(group); }
            group.Clear();
        }
    }

    /// <summary>What waits. A plain wait, because the collections of the framework spin first.</summary>
    /// <returns>False when nothing waits and nothing will.</returns>
    private bool Take(List<Pending> group)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_isClosed) { Monitor.Wait(_queue); }
            while (group.Count < GroupMax && _queue.TryDequeue(out var next)) { group.Add(next); }
        }
        return group.Count > 0;
    }

    private static bool GivenUp(Pending pending) =>
        pending.Stopping.IsCancellationRequested && pending.Done.TrySetCanceled(pending.Stopping);

    private void CommitTogether(List<Pending> group)
    {
        var sequence = _sequence;
        try
        {
            _session.Run(SqlText.Begin);
            List<Result<IReadOnlyList<string>>> outcomes = [.. group.Select(Apply)];
            if (_sequence > sequence) { _session.Run(SqlText.MoveSequence, ("$last", _sequence)); }
            _session.Run(SqlText.Commit);
            foreach (var (pending, outcome) in group.Zip(outcomes)) { pending.Done.SetResult(outcome); }
            foreach (var container in group.Select(pending => pending.Container).Distinct())
            {
                _signals.Raise(container);
            }
        }
        catch (Exception error)
        {
            // Whatever failed (a full disk, a body that is no JSON), nothing of the group was written. The writer must
            // live on, and one bad commit must not fail its neighbours: each is tried by itself.
            _sequence = sequence;
            Undo();
            if (group.Count == 1) { group[0].Done.SetException(error); return; }
            foreach (var pending in group) { CommitTogether([pending]); }
        }
    }

    private Result<IReadOnlyList<string>> Apply(Pending pending)
    {
        _session.Run(SqlText.Savepoint);
        var etags = new string[pending.Writes.Count];
        for (var index = 0; index < etags.Length; index++)
        {
            if (Apply(pending, pending.Writes[index]) is not { } etag)
            {
                _session.Run(SqlText.RollbackToSavepoint);
                _session.Run(SqlText.Release);
                return new WriteConflict(pending.Container, pending.Partition, pending.Writes[index].Id);
            }
            etags[index] = etag;
        }
        _session.Run(SqlText.Release);
        return etags;
    }

    /// <returns>The new ETag, empty for a delete; null when the write's condition does not hold.</returns>
    private string? Apply(Pending to, Write write)
    {
        if (write is Write.Delete delete)
        {
            var removed = _session.Run(
                SqlText.Delete, ("$container", to.Container), ("$partition", to.Partition), ("$id", write.Id),
                ("$etag", delete.ETag is null ? null : Version(delete.ETag)));
            return removed == 1 ? "" : null;
        }
        _sequence++;
        var written = write switch
        {
            Write.Create create => Run(SqlText.Create, to, create.Id, create.Type, create.Body),
            Write.Put put => Run(SqlText.Put, to, put.Id, put.Type, put.Body),
            Write.Replace replace => _session.Run(
                SqlText.Replace, ("$container", to.Container), ("$partition", to.Partition), ("$id", replace.Id),
                ("$type", replace.Type), ("$body", replace.Body), ("$seq", _sequence),
                ("$etag", Version(replace.ETag))),
            _ => throw new ArgumentException($"{write.GetType().Name} is not a write."),
        };
        return written == 1 ? _sequence.ToString(CultureInfo.InvariantCulture) : null;
    }

    private int Run(string sql, Pending to, string id, string type, string body) => _session.Run(
        sql, ("$container", to.Container), ("$partition", to.Partition), ("$id", id), ("$type", type), ("$body", body),
        ("$seq", _sequence));

    /// <summary>An ETag of another store, or a forged one, is a version that nothing has.</summary>
    private static long Version(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private void Undo()
    {
        try { _session.Run(SqlText.Rollback); }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself, as it does on a full disk.
        }
    }
}
