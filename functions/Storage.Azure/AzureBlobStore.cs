using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using SocialFund.Kernel;
using BlobInfo = SocialFund.Kernel.BlobInfo;

namespace SocialFund.Storage.Azure;

/// <summary>
/// Blobs of one Azure container. Content is staged in blocks and becomes the blob with its digest in one step. A blob
/// without a digest (dropped by SFTP) is read and given one when asked for.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    /// <summary>Also the size up to which one request does.</summary>
    private const int BlockBytes = 4 * 1024 * 1024;

    private const string Sm3Key = "sm3";

    /// <summary>How a storage account with folders marks a folder among the blobs.</summary>
    private const string FolderKey = "hdi_isfolder";

    private readonly BlobContainerClient _container;
    private readonly INationalCrypto _crypto;
    private readonly BlobCache _cache;

    /// <param name="cacheFolder">For <see cref="LocalPath"/>; may be emptied whenever the program does not run.</param>
    public AzureBlobStore(
        BlobContainerClient container, INationalCrypto crypto, string cacheFolder, TimeProvider clock) =>
        (_container, _crypto, _cache) = (container, crypto, new BlobCache(cacheFolder, clock));

    /// <summary>Signs in with the managed identity.</summary>
    public static AzureBlobStore Open(Uri container, INationalCrypto crypto, string cacheFolder, TimeProvider clock) =>
        new(new BlobContainerClient(container, new DefaultAzureCredential()), crypto, cacheFolder, clock);

    public async Task<Result<BlobInfo>> Put(
        string name, Stream content, bool onlyNew, CancellationToken stopping = default)
    {
        if (!BlobName.IsValid(name)) { return new BadBlobName(name); }
        var conditions = onlyNew ? new BlobRequestConditions { IfNoneMatch = ETag.All } : null;
        try
        {
            return await Upload(name, content, conditions, stopping);
        }
        catch (RequestFailedException error) when (onlyNew && error.Status is 409 or 412)
        {
            return new BlobExists(name);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Two large puts of one name met: the first to end drops the blocks of the other.
            throw new IOException($"文件“{name}”同时被另一次上传写入，请重新上传。", error);
        }
    }

    public async Task<Blob?> Open(string name, CancellationToken stopping = default)
    {
        while (await Info(name, stopping) is { } info)
        {
            try
            {
                BlobDownloadStreamingResult blob =
                    await _container.GetBlobClient(name).DownloadStreamingAsync(new BlobDownloadOptions(), stopping);
                if (blob.Details.Metadata.TryGetValue(Sm3Key, out var sm3))
                {
                    return new Blob(
                        new BlobInfo(name, blob.Details.ContentLength, sm3, blob.Details.LastModified), blob.Content);
                }
                // Overwritten by a blob without a digest since; it gets one in the next round.
                await blob.Content.DisposeAsync();
            }
            catch (RequestFailedException error) when (error.Status == 404)
            {
                return null;
            }
        }
        return null;
    }

    public async Task<BlobInfo?> Info(string name, CancellationToken stopping = default)
    {
        if (!BlobName.IsValid(name)) { return null; }
        try
        {
            BlobProperties found = await _container.GetBlobClient(name).GetPropertiesAsync(null, stopping);
            if (found.Metadata.ContainsKey(FolderKey)) { return null; }
            return found.Metadata.TryGetValue(Sm3Key, out var sm3)
                ? new BlobInfo(name, found.ContentLength, sm3, found.LastModified)
                : await Digested(name, found, stopping);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<BlobInfo> List(
        string prefix, [EnumeratorCancellation] CancellationToken stopping = default)
    {
        await foreach (var item in _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, stopping))
        {
            if (item.Metadata.ContainsKey(FolderKey)) { continue; }
            if (item.Metadata.TryGetValue(Sm3Key, out var sm3))
            {
                yield return new BlobInfo(
                    item.Name, item.Properties.ContentLength!.Value, sm3, item.Properties.LastModified!.Value);
            }
            else if (await Info(item.Name, stopping) is { } info) { yield return info; }
        }
    }

    public async Task Delete(string name, CancellationToken stopping = default)
    {
        if (!BlobName.IsValid(name)) { return; }
        await _container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: stopping);
    }

    public async Task<string> LocalPath(string name, CancellationToken stopping = default)
    {
        while (await Info(name, stopping) is { } info)
        {
            var path = _cache.PathFor(info);
            if (_cache.Has(path)) { return path; }
            await using var blob = await Open(name, stopping);
            // Overwritten between the two requests: the cache is keyed by digest, so only that content may go in.
            if (blob is null || blob.Info.Sm3 != info.Sm3) { continue; }
            await _cache.Keep(path, blob, _crypto, stopping);
            return path;
        }
        throw new FileNotFoundException($"没有文件“{name}”。");
    }

    private async Task<BlobInfo> Upload(
        string name, Stream content, BlobRequestConditions? conditions, CancellationToken stopping)
    {
        var blob = _container.GetBlockBlobClient(name);
        var digest = _crypto.Sm3();
        var buffer = new byte[BlockBytes];
        // The put's own mark in its block ids, so that blocks of two puts of one name can never be mixed.
        var put = RandomNumberGenerator.GetHexString(16);
        var blocks = new List<string>();
        for (var size = 0L; ;)
        {
            var count = await content.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false, stopping);
            digest.Append(buffer.AsSpan(0, count));
            size += count;
            var block = new MemoryStream(buffer, 0, count, writable: false);
            var ended = count < BlockBytes;
            if (ended && blocks.Count == 0)
            {
                return await UploadWhole(blob, block, size, digest.Finish(), conditions, stopping);
            }
            if (count > 0)
            {
                blocks.Add(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{put}-{blocks.Count:000000}")));
                await blob.StageBlockAsync(blocks[^1], block, cancellationToken: stopping);
            }
            if (ended) { return await Join(blob, blocks, size, digest.Finish(), conditions, stopping); }
        }
    }

    private static async Task<BlobInfo> UploadWhole(
        BlockBlobClient blob, Stream content, long size, string sm3, BlobRequestConditions? conditions,
        CancellationToken stopping)
    {
        BlobContentInfo written = await blob.UploadAsync(
            content, new BlobUploadOptions { Metadata = Metadata(sm3), Conditions = conditions }, stopping);
        return new BlobInfo(blob.Name, size, sm3, written.LastModified);
    }

    private static async Task<BlobInfo> Join(
        BlockBlobClient blob, List<string> blocks, long size, string sm3, BlobRequestConditions? conditions,
        CancellationToken stopping)
    {
        BlobContentInfo written = await blob.CommitBlockListAsync(
            blocks, new CommitBlockListOptions { Metadata = Metadata(sm3), Conditions = conditions }, stopping);
        return new BlobInfo(blob.Name, size, sm3, written.LastModified);
    }

    private static Dictionary<string, string> Metadata(string sm3) => new() { [Sm3Key] = sm3 };

    /// <summary>Reads the blob for its digest and notes it, unless the blob was overwritten meanwhile.</summary>
    private async Task<BlobInfo?> Digested(string name, BlobProperties found, CancellationToken stopping)
    {
        var blob = _container.GetBlobClient(name);
        var same = new BlobRequestConditions { IfMatch = found.ETag };
        try
        {
            BlobDownloadStreamingResult content =
                await blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = same }, stopping);
            await using var stream = content.Content;
            var sm3 = await _crypto.Sm3Of(stream, stopping);
            var metadata = new Dictionary<string, string>(found.Metadata) { [Sm3Key] = sm3 };
            var noted = await blob.SetMetadataAsync(metadata, same, stopping);
            return new BlobInfo(name, found.ContentLength, sm3, noted.Value.LastModified);
        }
        catch (RequestFailedException error) when (error.Status == 412)
        {
            return await Info(name, stopping);
        }
    }
}
