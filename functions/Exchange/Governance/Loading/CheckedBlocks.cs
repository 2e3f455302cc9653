using System.Collections.Concurrent;
using SocialFund.Exchange.Governance.Text;

namespace SocialFund.Exchange.Governance;

/// <summary>
/// The blocks of a table's files in their order, checked: read one after the other on a thread of its own, checked on
/// every processor, a few ahead of the one who takes them.
/// </summary>
/// <typeparam name="TWorker">What checks one block at a time and is used again for a later one.</typeparam>
internal sealed class CheckedBlocks<TWorker> : IDisposable where TWorker : class
{
    /// <summary>Enough that nobody waits, little enough to hold in memory.</summary>
    private static readonly int Ahead = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly BlockingCollection<Task<TWorker>> _blocks = new(Ahead);
    private readonly ConcurrentBag<TWorker> _free = [];
    private readonly CancellationTokenSource _over;
    private readonly Task _reading;

    /// <param name="check">Has a worker check a block of the file at that place. Called from several threads, never
    /// twice at once with the same worker.</param>
    public CheckedBlocks(
        IReadOnlyList<TableFile> files, Func<TWorker> hire, Action<TWorker, TextBlock, int> check,
        CancellationToken stopping)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _reading = Task.Factory.StartNew(
            () => Read(files, (text, file) =>
            {
                var worker = _free.TryTake(out var free) ? free : hire();
                check(worker, text, file);
                return worker;
            }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Who checked the next block in file order; null when there are no more.</summary>
    public TWorker? Take() =>
        _blocks.TryTake(out var block, Timeout.Infinite) ? block.GetAwaiter().GetResult() : null;

    /// <summary>The block is not needed any more.</summary>
    public void Free(TWorker worker) => _free.Add(worker);

    /// <summary>Once nothing more is taken: rows that could not be read would otherwise look like the end.</summary>
    public void ThrowIfFailed() => _reading.GetAwaiter().GetResult();

    public void Dispose()
    {
        _over.Cancel();
        // What it failed with has been told, or something else failed first.
        Task.WhenAny(_reading).GetAwaiter().GetResult();
        _over.Dispose();
        _blocks.Dispose();
    }

    private void Read(IReadOnlyList<TableFile> files, Func<TextBlock, int, TWorker> check)
    {
        try
        {
            for (var file = 0; file < files.Count; file++)
            {
                using var stream = files[file].Open();
                var reader = new BlockReader(stream, files[file].Encoding);
                while (reader.Next() is { } text)
                {
                    var place = file;
                    _blocks.Add(Task.Run(() => check(text, place)), _over.Token);
                }
            }
        }
        finally { _blocks.CompleteAdding(); }
    }
}
