using System.Text;
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

    /// <summary>What is larger is dropped and followed there.</summary>
    public const long BytesMax = 256L << 20;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>The sample, or <see cref="FormUnknown"/>, <see cref="SampleTooLarge"/>.</returns>
    public async Task<Result<SampleFile>> Put(string fileName, Stream content, Call call)
    {
        if (FileForms.Of(fileName) is null) { return new FormUnknown(fileName); }
        await Forget(call);
        var name = BlobName.Safe(fileName, NameBytesMax);
        var coming = $"{FolderOf(call.Actor.Id)}/coming/{name}";
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
            var blob = $"{FolderOf(call.Actor.Id)}/{id}/{name}";
            (await blobs.Put(blob, came.Content, onlyNew: false, call.Stopping)).Require();
        }
        await blobs.Delete(coming, call.Stopping);
        return info.Size > BytesMax ? new SampleTooLarge(BytesMax >> 20) : await Find(id, call);
    }

    /// <returns>The caller's sample, or <see cref="NotFound"/>.</returns>
    public Task<Result<SampleFile>> Find(string id, Call call) => Find(id, call.Actor.Id, call.Stopping);

    /// <returns>Somebody's sample, or <see cref="NotFound"/>.</returns>
    public async Task<Result<SampleFile>> Find(string id, string user, CancellationToken stopping)
    {
        if (!BlobName.IsValid(id) || id.Contains('/', StringComparison.Ordinal)) { return new NotFound("样本文件", id); }
        await foreach (var blob in blobs.List($"{FolderOf(user)}/{id}/", stopping))
        {
            var name = blob.Name.Split('/')[^1];
            if (FileForms.Of(name) is not { } form) { continue; }
            return new SampleFile(id, name, form, blob.Size, await blobs.LocalPath(blob.Name, stopping));
        }
        return new NotFound("样本文件", id);
    }

    /// <summary>Keeps what a trial came to, as long as samples are kept.</summary>
    public async Task Keep(string job, string user, Trial trial, CancellationToken stopping)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Json.Write(trial)));
        (await blobs.Put(TrialBlob(job, user), content, onlyNew: false, stopping)).Require();
    }

    /// <returns>What the caller's trial came to, or <see cref="NotFound"/> before it has.</returns>
    public async Task<Result<Trial>> Trial(string job, Call call)
    {
        var name = TrialBlob(job, call.Actor.Id);
        await using var kept = BlobName.IsValid(name) ? await blobs.Open(name, call.Stopping) : null;
        if (kept is null) { return new NotFound("试运行结果", job); }
        using var reader = new StreamReader(kept.Content, Encoding.UTF8);
        return Json.Read<Trial>(await reader.ReadToEndAsync(call.Stopping));
    }

    private static string TrialBlob(string job, string user) => $"{FolderOf(user)}/trials/{job}.json";

    public Task Delete(SampleFile sample, Call call) =>
        blobs.Delete($"{FolderOf(call.Actor.Id)}/{sample.Id}/{sample.Name}", call.Stopping);

    private async Task Forget(Call call)
    {
        var old = new List<string>();
        await foreach (var blob in blobs.List(Folder, call.Stopping))
        {
            if (blob.WrittenAt < call.Now - Kept) { old.Add(blob.Name); }
        }
        foreach (var name in old) { await blobs.Delete(name, call.Stopping); }
    }

    private static string FolderOf(string user) => $"{Folder}{BlobName.Safe(user, 60)}";
}
