using System.Runtime.CompilerServices;
using Azure.Storage.Blobs;
using SocialFund.Kernel;

namespace SocialFund.Storage.Azure;

/// <summary>
/// The product's files over four containers of one account: <c>inbox</c> and <c>outbox</c>, which partners reach by
/// SFTP, <c>exchange</c>, which front servers reach likewise, and <c>socialfund</c> with everything else, which nobody
/// else does. The first segment of a name says which.
/// </summary>
/// <param name="partners">By first segment: <c>inbox</c>, <c>outbox</c>, <c>exchange</c>. Their names there lack that
/// segment.</param>
public sealed class FileContainers(IBlobStore own, IReadOnlyDictionary<string, IBlobStore> partners) : IBlobStore
{
    public static FileContainers Open(
        BlobServiceClient service, INationalCrypto crypto, string cacheFolder, TimeProvider clock)
    {
        AzureBlobStore In(string container) => new(
            service.GetBlobContainerClient(container), crypto, Path.Combine(cacheFolder, container), clock);
        return new FileContainers(
            In("socialfund"),
            new Dictionary<string, IBlobStore>
            {
                ["inbox"] = In("inbox"),
                ["outbox"] = In("outbox"),
                ["exchange"] = In("exchange"),
            });
    }

    public async Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default)
    {
        if (!BlobName.IsValid(name)) { return new BadBlobName(name); }
        var (store, folder, inner) = PlaceOf(name);
        if ((await store.Put(inner, content, onlyNew, stopping)).TryGet(out var info, out var problem))
        {
            return Named(info, folder);
        }
        return problem is BlobExists ? new BlobExists(name) : problem;
    }

    public async Task<Blob?> Open(string name, CancellationToken stopping = default)
    {
        var (store, folder, inner) = PlaceOf(name);
        return await store.Open(inner, stopping) is { } blob ? new Blob(Named(blob.Info, folder), blob.Content) : null;
    }

    public async Task<BlobInfo?> Info(string name, CancellationToken stopping = default)
    {
        var (store, folder, inner) = PlaceOf(name);
        return await store.Info(inner, stopping) is { } info ? Named(info, folder) : null;
    }

    public async IAsyncEnumerable<BlobInfo> List(
        string prefix, [EnumeratorCancellation] CancellationToken stopping = default)
    {
        var (store, folder, inner) = PlaceOf(prefix);
        // A prefix shorter than a partner's folder finds those files too, each folder where its name stands in order.
        var folders = new Queue<string>(partners.Keys.Select(name => $"{name}/")
            .Where(name => folder.Length == 0 && name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
        await foreach (var info in store.List(inner, stopping))
        {
            while (folders.TryPeek(out var next) && string.CompareOrdinal(next, info.Name) < 0)
            {
                await foreach (var file in All(folders.Dequeue(), stopping)) { yield return file; }
            }
            yield return Named(info, folder);
        }
        while (folders.TryDequeue(out var next))
        {
            await foreach (var file in All(next, stopping)) { yield return file; }
        }
    }

    public Task Delete(string name, CancellationToken stopping = default)
    {
        var (store, _, inner) = PlaceOf(name);
        return store.Delete(inner, stopping);
    }

    public Task<string> LocalPath(string name, CancellationToken stopping = default)
    {
        var (store, _, inner) = PlaceOf(name);
        return store.LocalPath(inner, stopping);
    }

    /// <returns>The store, what stands before its names, and the name in it.</returns>
    private (IBlobStore Store, string Folder, string Inner) PlaceOf(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && partners.TryGetValue(name[..slash], out var partner)
            ? (partner, name[..(slash + 1)], name[(slash + 1)..])
            : (own, "", name);
    }

    private async IAsyncEnumerable<BlobInfo> All(
        string folder, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var info in partners[folder[..^1]].List("", stopping)) { yield return Named(info, folder); }
    }

    private static BlobInfo Named(BlobInfo info, string folder) => info with { Name = folder + info.Name };
}
