using SocialFund.Exchange.Ingestion.Detail;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Samples;

/// <summary>A file that somebody tries a mapping on.</summary>
/// <param name="Path">Of a local copy.</param>
internal sealed record SampleFile(string Id, string Name, FileForm Form, long Size, string Path)
{
    public Stream Open() => File.OpenRead(Path);
}

/// <summary>
/// Where samples lie until they are loaded, for a day at most, each for the one who chose it. Nothing else reads them:
/// a trial keeps nothing.
/// </summary>
internal sealed class SampleShelf(IBlobStore blobs)
{
    private const string Folder = "staging/";
    private const int IdLength = 16;
    private const int NameBytesMax = 200;

    /// <summary>A trial is answered at once; what is larger is dropped and followed there.</summary>
    public const long BytesMax = 256L << 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>The sample, or <see cref="FormUnknown"/>, <see cref="SampleTooLarge"/>.</returns>
    public async Task<Result<SampleFile>> Put(string fileName, Stream content, Call call)
    {
        if (FileForms.Of(fileName) is null) { return new FormUnknown(fileName); }
        await Forget(call);
        var name = BlobName.Safe(fileName, NameBytesMax);
        var coming = $"{FolderOf(call)}/coming/{name}";
        if (!(await blobs.Put(coming, content, onlyNew: false, call.Stopping)).TryGet(out var info, out var problem))
        {
            return problem;
        }
        var id = info.Sm3[..IdLength];
        // The same content under another name takes the place of the first.
        if ((await Find(id, call)).TryGet(out var known, out _) && known.Name != name) { await Delete(known, call); }
        if (info.Size <= BytesMax)
        {
            await using var came = (await blobs.Open(coming, call.Stopping))!;
            (await blobs.Put($"{FolderOf(call)}/{id}/{name}", came.Content, onlyNew: false, call.Stopping)).Require();
        }
        await blobs.Delete(coming, call.Stopping);
        return info.Size > BytesMax ? new SampleTooLarge(BytesMax >> 20) : await Find(id, call);
    }

    /// <returns>The sample, or <see cref="NotFound"/>.</returns>
    public async Task<Result<SampleFile>> Find(string id, Call call)
    {
        if (!BlobName.IsValid(id) || id.Contains('/', StringComparison.Ordinal)) { return new NotFound("样本文件", id); }
        await foreach (var blob in blobs.List($"{FolderOf(call)}/{id}/", call.Stopping))
        {
            var name = blob.Name.Split('/')[^1];
            return new SampleFile(
                id, name, FileForms.Of(name)!.Value, blob.Size, await blobs.LocalPath(blob.Name, call.Stopping));
        }
        return new NotFound("样本文件", id);
    }

    public Task Delete(SampleFile sample, Call call) =>
        blobs.Delete($"{FolderOf(call)}/{sample.Id}/{sample.Name}", call.Stopping);

    private async Task Forget(Call call)
    {
        var old = new List<string>();
        await foreach (var blob in blobs.List(Folder, call.Stopping))
        {
            if (blob.WrittenAt < call.Now - Kept) { old.Add(blob.Name); }
        }
        foreach (var name in old) { await blobs.Delete(name, call.Stopping); }
    }

    private static string FolderOf(Call call) => $"{Folder}{BlobName.Safe(call.Actor.Id, 60)}";
}
