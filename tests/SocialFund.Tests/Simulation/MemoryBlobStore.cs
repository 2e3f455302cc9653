using System.Collections.Concurrent;
using SocialFund.Kernel;

namespace SocialFund.Tests.Simulation;

/// <summary>Blobs in a dictionary; what reads them needs no local files.</summary>
/// <param name="digest">Lower-case hex of the content.</param>
public sealed class MemoryBlobStore(TimeProvider clock, Func<byte[], string> digest) : IBlobStore
{
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

    public Task<string> LocalPath(string name, CancellationToken stopping = default) =>
        throw new NotSupportedException("A simulation whose subject reads local files needs a folder store.");
}
