using System.Collections.Concurrent;
using SocialFund.Exchange.Governance.Text;

namespace SocialFund.Exchange.Governance;

/// <summary>A block of one of the files, numbered through all of them.</summary>
internal sealed record QueuedBlock(TextBlock Text, int File, long Sequence);

/// <summary>Reads the files one after the other on a thread of its own, a few blocks ahead of those who
/// check.</summary>
internal sealed class BlockQueue : IDisposable
{
    /// <summary>Enough that nobody waits, little enough to hold in memory.</summary>
    private const int Ahead = 8;

    private readonly BlockingCollection<QueuedBlock> _blocks = new(Ahead);
    private readonly CancellationTokenSource _over;
    private readonly Task _reading;

    public BlockQueue(IReadOnlyList<TableFile> files, CancellationToken stopping)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _reading = Task.Factory.StartNew(
            () => Read(files), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The next block in file order; null when there are no more.</summary>
    public QueuedBlock? Take() => _blocks.TryTake(out var block, Timeout.Infinite) ? block : null;

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

    private void Read(IReadOnlyList<TableFile> files)
    {
        try
        {
            long sequence = 0;
            for (var file = 0; file < files.Count; file++)
            {
                using var stream = files[file].Open();
                var reader = new BlockReader(stream, files[file].Encoding);
                while (reader.Next() is { } text) { _blocks.Add(new QueuedBlock(text, file, sequence++), _over.Token); }
            }
        }
        finally { _blocks.CompleteAdding(); }
    }
}
