using System.Threading.Channels;
using SocialFund.Hosts.Pipeline.Health;
using SocialFund.Kernel;

namespace SocialFund.Hosts.Local;

/// <summary>
/// Sees files that are dropped below <c>inbox/</c> of the blob folder and hands each over once it has stopped growing.
/// The watcher's events only hasten a scan: what they miss, and what was dropped while nothing ran, the scan finds.
/// </summary>
internal sealed class InboxWatcher(
    string blobFolder, IBlobStore blobs, IReadOnlyList<IInboxHandler> handlers, TimeProvider clock, Pulses pulses,
    ILogger<InboxWatcher> logger) : BackgroundService
{
    private const string Inbox = "inbox/";

    private static readonly TimeSpan ScanEvery = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A file whose size and time stand still for so long is complete. Slow copies grow at least this often.
    /// </summary>
    private static readonly TimeSpan StillFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan HintPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Room for a number before it in the 255 bytes that a file name holds.</summary>
    private const int NameBytesMax = 240;

    private sealed record Sight(long Size, DateTime WrittenAt, DateTimeOffset Since, bool IsUnusable = false);

    private readonly Dictionary<string, Sight> _sights = [];
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folder = Path.Combine(blobFolder, "inbox");
        Directory.CreateDirectory(folder);
        using var watcher = Watch(folder);
        while (!stoppingToken.IsCancellationRequested)
        {
            pulses.Beat("inbox", clock.GetUtcNow());
            var isWaiting = false;
            try
            {
                isWaiting = await Scan(folder, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // A folder that is being moved or a handler that failed; the next scan sees the files again.
                logger.LogError(
                    "inbox scan failed: {ErrorType} {StackTrace}", error.GetType().FullName, error.StackTrace);
            }
            await Rest(isWaiting ? StillFor : ScanEvery, stoppingToken);
        }
    }

    /// <returns>Null where the system has no watcher to give (a limit is reached); then only the scan looks.</returns>
    private FileSystemWatcher? Watch(string folder)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => _hints.Writer.TryWrite(true);
        watcher.Changed += (_, _) => _hints.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => _hints.Writer.TryWrite(true);
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException error)
        {
            logger.LogWarning("inbox is scanned, not watched: {ErrorType}", error.GetType().FullName);
            watcher.Dispose();
            return null;
        }
    }

    /// <returns>Whether some file still has to stand still.</returns>
    private async Task<bool> Scan(string folder, CancellationToken stopping)
    {
        var present = new HashSet<string>();
        var isWaiting = false;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var name = Inbox + Path.GetRelativePath(folder, file.FullName).Replace('\\', '/');
            present.Add(name);
            isWaiting |= await Look(name, file, stopping);
        }
        foreach (var gone in _sights.Keys.Except(present).ToList()) { _sights.Remove(gone); }
        return isWaiting;
    }

    private async Task<bool> Look(string name, FileInfo file, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        if (!_sights.TryGetValue(name, out var sight)
            || (sight.Size, sight.WrittenAt) != (file.Length, file.LastWriteTimeUtc))
        {
            _sights[name] = new Sight(file.Length, file.LastWriteTimeUtc, now);
            return true;
        }
        if (sight.IsUnusable) { return false; }
        if (now - sight.Since < StillFor) { return true; }
        await HandOver(name, sight, stopping);
        return false;
    }

    private async Task HandOver(string name, Sight sight, CancellationToken stopping)
    {
        try
        {
            if (await blobs.Info(name, stopping) is not { } info)
            {
                // A name that no blob can have gets one that is near it; the next scan sees the file under that.
                if (Rename(name)) { return; }
                logger.LogWarning("inbox holds an unusable name");
                _sights[name] = sight with { IsUnusable = true };
                return;
            }
            var call = Call.System("inbox", clock.GetUtcNow(), $"inbox-{info.Sm3}", stopping);
            foreach (var handler in handlers) { await handler.Received(name, call); }
            // What lies there now was dropped since, be it of the same size and time.
            _sights.Remove(name);
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // One file's trouble does not hold up the others; the next scan offers it again.
            logger.LogError("inbox file failed: {ErrorType} {StackTrace}", error.GetType().FullName, error.StackTrace);
        }
    }

    /// <returns>False where another name does not help: a link, a folder of an unusable name, a file that is
    /// gone.</returns>
    private bool Rename(string name)
    {
        var file = new FileInfo(Path.Combine(blobFolder, name));
        if (!file.Exists || file.LinkTarget is not null) { return false; }
        var safe = BlobName.Safe(file.Name, NameBytesMax);
        if (safe == file.Name || !BlobName.IsValid(name[..^file.Name.Length] + safe)) { return false; }
        var target = Path.Combine(file.DirectoryName!, safe);
        for (var next = 2; File.Exists(target); next++)
        {
            target = Path.Combine(file.DirectoryName!, $"{next}-{safe}");
        }
        file.MoveTo(target);
        return true;
    }

    private async Task Rest(TimeSpan patience, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pause = Task.Delay(patience, clock, over.Token);
        var hint = _hints.Reader.ReadAsync(over.Token).AsTask();
        var isHinted = await Task.WhenAny(pause, hint) == hint;
        await over.CancelAsync();
        // A file that is being copied gives a hint with every block.
        if (isHinted) { await Task.Delay(HintPause, clock, stopping); }
    }
}
