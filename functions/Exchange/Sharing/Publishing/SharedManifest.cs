using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <param name="Name">Below the subject's folder.</param>
public sealed record SharedBlob(string Name, long Size, string Sha256, string Sm3);

/// <summary>One edition of a subject's rows.</summary>
/// <param name="Of">The year, or <c>current</c> for subjects without years.</param>
public sealed record SharedFile(string Of, long Rows, SharedBlob Csv, SharedBlob Parquet, DateTimeOffset PublishedAt);

/// <summary>
/// What lies in a subject's folder of the intermediate store (政务云中间库). Written last, so whoever reads it first
/// never sees half an edition.
/// </summary>
/// <param name="Version">Grows by one with each change.</param>
public sealed record SharedManifest(
    string Subject, string Name, string Description, long Version, IReadOnlyList<SharedColumn> Columns,
    IReadOnlyList<SharedFile> Files)
{
    public const string Root = "exchange/shared/";

    public static string FolderOf(string subject) => $"{Root}{subject}/";

    public static string BlobOf(string subject) => $"{FolderOf(subject)}manifest.json";

    public static SharedManifest Empty(SharedSubject subject) => new(
        subject.Id, subject.Name, subject.Description, 0,
        [.. subject.Columns.Where(column => !column.Sensitive)], []);

    public static async Task<SharedManifest?> Read(IBlobStore blobs, SharedSubject subject, CancellationToken stopping)
    {
        await using var blob = await blobs.Open(BlobOf(subject.Id), stopping);
        if (blob is null) { return null; }
        using var reader = new StreamReader(blob.Content);
        return Json.Read<SharedManifest>(await reader.ReadToEndAsync(stopping));
    }
}
