using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <param name="Name">Below the subject's folder.</param>
public sealed record SharedBlob(string Name, long Size, string Sha256, string Sm3);

/// <summary>One edition of a subject's rows.</summary>
/// <param name="Of">The year, or <c>current</c> for subjects without years.</param>
public sealed record SharedFile(string Of, long Rows, SharedBlob Csv, SharedBlob Parquet, DateTimeOffset PublishedAt)
{
    [JsonIgnore]
    public IEnumerable<string> Names => [Csv.Name, Parquet.Name];
}

/// <summary>A file that the manifest named before.</summary>
public sealed record RetiredFile(string Name, DateTimeOffset Since);

/// <summary>
/// What lies in a subject's folder of the intermediate store (政务云中间库). Written last, so whoever reads it first
/// never sees half an edition.
/// </summary>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="Retired">Still there for whoever read the former manifest.</param>
public sealed record SharedManifest(
    string Subject, string Name, string Description, long Version, IReadOnlyList<SharedColumn> Columns,
    IReadOnlyList<SharedFile> Files, IReadOnlyList<RetiredFile> Retired)
{
    public const string Root = "exchange/shared/";

    public static string FolderOf(string subject) => $"{Root}{subject}/";

    public static string BlobOf(string subject) => $"{FolderOf(subject)}manifest.json";

    public static SharedManifest Empty(SharedSubject subject) => new(
        subject.Id, subject.Name, subject.Description, 0,
        [.. subject.Columns.Where(column => !column.Sensitive)], [], []);

    /// <summary>The next version, with new editions in the place of those of the same year. Pure.</summary>
    /// <param name="grace">How long a file stays after it was last named.</param>
    public SharedManifest With(
        SharedSubject subject, IReadOnlyList<SharedFile> files, TimeSpan grace, DateTimeOffset now)
    {
        IReadOnlyList<SharedFile> all =
        [
            .. Files.Where(old => files.All(file => file.Of != old.Of)).Concat(files)
                .OrderBy(file => file.Of, StringComparer.Ordinal),
        ];
        var named = all.SelectMany(file => file.Names).ToHashSet();
        return Empty(subject) with
        {
            Version = Version + 1,
            Files = all,
            Retired =
            [
                .. Retired.Where(file => now - file.Since <= grace)
                    .Concat(Files.SelectMany(file => file.Names).Select(name => new RetiredFile(name, now)))
                    .Where(file => !named.Contains(file.Name)).DistinctBy(file => file.Name),
            ],
        };
    }

    public static async Task<SharedManifest?> Read(IBlobStore blobs, SharedSubject subject, CancellationToken stopping)
    {
        await using var blob = await blobs.Open(BlobOf(subject.Id), stopping);
        if (blob is null) { return null; }
        using var reader = new StreamReader(blob.Content);
        return Json.Read<SharedManifest>(await reader.ReadToEndAsync(stopping));
    }
}
