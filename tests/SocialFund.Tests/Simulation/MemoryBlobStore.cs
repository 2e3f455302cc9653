using System.Collections.Concurrent;
using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

/// <summary>Blobs in a dictionary; only what asks for a local file gets one, until the store is disposed.</summary>
/// <param name="digest">Lower-case hex of the content.</param>
public sealed class MemoryBlobStore(TimeProvider clock, Func<byte[], string> digest) : IBlobStore, IDisposable
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("socialfund-blobs-").FullName);
    private readonly ConcurrentDictionary<string, (BlobInfo Info, byte[] Content)> _blobs = [];

    public async Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default)
    {
        if (!BlobName.IsValid(name)) { return new BadBlobName(name); }
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, stopping);
        var bytes = copy.ToArray();
        var entry = (Info: new BlobInfo(name, bytes.Length, digest(bytes), clock.GetUtcNow()), bytes);
        if (!onlyNew) { _blobs[name] = entry; return entry.Info; }
        return _blobs.TryAdd(name, entry) ? entry.Info : new BlobExists(name);
    }

    public Task<Blob?> Open(string name, CancellationToken stopping = default) => Task.FromResult(
        _blobs.TryGetValue(name, out var entry)
            ? new Blob(entry.Info, new MemoryStream(entry.Content, writable: false))
            : null);

    public Task<BlobInfo?> Info(string name, CancellationToken stopping = default) =>
        Task.FromResult(_blobs.TryGetValue(name, out var entry) ? entry.Info : null);

    public async IAsyncEnumerable<BlobInfo> List(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping = default)
    {
        var names = _blobs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (await Info(name, stopping) is { } info) { yield return info; }
        }
    }

    public Task Delete(string name, CancellationToken stopping = default)
    {
        _blobs.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public async Task<string> LocalPath(string name, CancellationToken stopping = default)
    {
        var (info, content) = _blobs[name];
        // Readers take period and division from a lake file's path.
        var path = Path.Combine([_folder.Value, info.Sm3, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content, stopping);
        return path;
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated) { Directory.Delete(_folder.Value, recursive: true); }
    }
}
