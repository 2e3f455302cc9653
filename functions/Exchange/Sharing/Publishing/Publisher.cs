using System.Text;
using SocialFund.Analytics;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>What a publication is to hold.</summary>
/// <param name="By">Who asked for it: an account, or the clock.</param>
/// <param name="Subject">Null: all.</param>
/// <param name="Year">Null: this year and the one before.</param>
public sealed record PublishOrder(string By, string? Subject = null, int? Year = null);

/// <summary>The last publication, for the screen. Document <c>last</c> of its partition.</summary>
/// <param name="Editions">Looked at.</param>
/// <param name="Written">Of these, new or changed.</param>
public sealed record PublishRun(DateTimeOffset At, string By, int Editions, int Written, IReadOnlyList<string> Changed)
{
    public const string Partition = "sharing";
    public const string Id = "last";
}

/// <summary>
/// Puts the subjects as files into the intermediate store: all divisions of the installation, no sensitive columns.
/// Data files are named by their content and the manifest is written after them, so a publication that dies leaves the
/// former one standing, and one that finds nothing new writes nothing.
/// </summary>
public sealed class Publisher(
    IDocumentStore store, IBlobStore blobs, DuckDatabase duck, SharedReader reader, Division home, string workFolder)
{
    /// <summary>Whoever read the former manifest has so long to fetch its files.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    public async Task<PublishRun> Run(PublishOrder order, IJobProgress? progress, Call call)
    {
        List<SharedSubject> subjects =
            [.. SharedSubjects.All.Where(subject => order.Subject is null || order.Subject == subject.Id)];
        var (editions, changed) = (0, new List<string>());
        foreach (var (subject, done) in subjects.Select((subject, done) => (subject, done)))
        {
            if (progress is not null) { await progress.Report(subject.Name, done, subjects.Count); }
            var manifest = await SharedManifest.Read(blobs, subject, call.Stopping) ?? SharedManifest.Empty(subject);
            var files = new List<SharedFile>();
            foreach (var edition in EditionsOf(subject, order.Year, call.Now))
            {
                editions++;
                if (await Publish(subject, edition, manifest, call) is not { } file) { continue; }
                files.Add(file);
                changed.Add($"{subject.Id}/{edition}");
            }
            if (files.Count > 0) { await Tell(subject, manifest, files, call); }
        }
        return await Record(new PublishRun(call.Now, order.By, editions, changed.Count, changed), call);
    }

    private static IEnumerable<string> EditionsOf(SharedSubject subject, int? year, DateTimeOffset now)
    {
        if (subject.Granularity == Granularity.None) { return ["current"]; }
        var current = ChinaTime.DateOf(now).Year;
        return year is { } one ? [$"{one:0000}"] : [$"{current - 1:0000}", $"{current:0000}"];
    }

    /// <returns>The new edition, or null when the one that the manifest names says the same.</returns>
    private async Task<SharedFile?> Publish(SharedSubject subject, string edition, SharedManifest manifest, Call call)
    {
        var year = int.TryParse(edition, out var number) ? number : 0;
        var funds = FundList.All.Select(entry => entry.Fund).ToList();
        var folder = Path.Combine(workFolder, "sharing", Path.GetRandomFileName());
        using var writer = new EditionWriter(subject, duck, folder);
        var digest = await writer.Write(reader.Ask(subject, [new SharedQuery(home, funds, year, null)]), call.Stopping);

        var stem = $"{edition}-{digest[..16]}";
        var before = manifest.Files.FirstOrDefault(file => file.Of == edition);
        if (before?.Csv.Sha256 == digest && await IsThere(subject, before, call.Stopping)) { return null; }
        writer.CompleteParquet(call.Stopping);
        return new SharedFile(
            edition, writer.Rows, await Put(subject, $"{stem}.csv", writer.CsvPath, call.Stopping),
            await Put(subject, $"{stem}.parquet", writer.ParquetPath, call.Stopping), call.Now);
    }

    /// <summary>Files that somebody took away are put back.</summary>
    private async Task<bool> IsThere(SharedSubject subject, SharedFile file, CancellationToken stopping)
    {
        foreach (var blob in new[] { file.Csv, file.Parquet })
        {
            var info = await blobs.Info(SharedManifest.FolderOf(subject.Id) + blob.Name, stopping);
            if (info?.Sm3 != blob.Sm3) { return false; }
        }
        return true;
    }

    private async Task<SharedBlob> Put(SharedSubject subject, string name, string path, CancellationToken stopping)
    {
        await using var content = File.OpenRead(path);
        var put = await blobs.Put(SharedManifest.FolderOf(subject.Id) + name, content, onlyNew: false, stopping);
        var info = put.Require();
        return new SharedBlob(name, info.Size, await EditionWriter.Sha256Of(path, stopping), info.Sm3);
    }

    private async Task Tell(SharedSubject subject, SharedManifest before, List<SharedFile> files, Call call)
    {
        var after = before.With(subject, files, Grace, call.Now);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Json.Write(after)));
        (await blobs.Put(SharedManifest.BlobOf(subject.Id), content, onlyNew: false, call.Stopping)).Require();
        await Clear(subject, after, call);
    }

    /// <summary>Removes what is neither named nor retired, and is no edition under way.</summary>
    private async Task Clear(SharedSubject subject, SharedManifest manifest, Call call)
    {
        var folder = SharedManifest.FolderOf(subject.Id);
        var kept = manifest.Files.SelectMany(file => file.Names).Concat(manifest.Retired.Select(file => file.Name))
            .Append("manifest.json").Select(name => folder + name).ToHashSet();
        var old = new List<string>();
        await foreach (var blob in blobs.List(folder, call.Stopping))
        {
            if (!kept.Contains(blob.Name) && call.Now - blob.WrittenAt > Grace) { old.Add(blob.Name); }
        }
        foreach (var name in old) { await blobs.Delete(name, call.Stopping); }
    }

    /// <summary>A job that is run again after a crash records once.</summary>
    private async Task<PublishRun> Record(PublishRun run, Call call)
    {
        var kept = await store.Apply<PublishRun>(Containers.System, PublishRun.Partition, call, async unit =>
        {
            await unit.Find<PublishRun>(PublishRun.Id);
            unit.Save(PublishRun.Id, "publishRun", run);
            unit.Audit(
                "sharing.publish", new Scope(home),
                $"发布共享数据：核对 {run.Editions} 份，更新 {run.Written} 份，发起人 {run.By}");
            return run;
        });
        return kept.Require();
    }
}
