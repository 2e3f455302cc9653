using System.Text.Json;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion.Detail;

/// <param name="Table">The catalogue's table id.</param>
/// <param name="Encoding">GB18030 or UTF-8; found out when missing.</param>
/// <param name="Delimiter">One character, <c>\t</c> for a tab; found out when missing.</param>
/// <param name="Mapping">The mapping for columns that are not the table's: its id, or id@version.</param>
/// <param name="Rows">Without the heading; checked when given, as are <paramref name="TotalFen"/> and
/// <paramref name="Sm3"/>.</param>
public sealed record DetailManifestFile(
    string Name, string Table, string? Encoding = null, string? Delimiter = null, long? Rows = null,
    long? TotalFen = null, string? Sm3 = null, string? Mapping = null);

/// <summary>The list that travels with a batch of detail data: <c>manifest.json</c> with <c>"type":
/// "detail"</c>.</summary>
/// <param name="Batch">The sender's own number.</param>
/// <param name="Replaces">The number of the batch that this one corrects: its rows stop counting in these
/// tables.</param>
/// <param name="Part">Of a batch in several packages: which it is, from 1 to <paramref name="Parts"/>.</param>
public sealed record DetailManifest(
    string Type, string Sender, string Batch, Period Period, Division Division,
    IReadOnlyList<DetailManifestFile> Files, string? Replaces = null, int? Part = null, int? Parts = null)
{
    public const string DetailType = "detail";

    private const int NumberMax = 40;

    /// <summary>Whether a manifest is one of detail data; what cannot be read is not.</summary>
    public static bool IsDetail(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json.TrimStart("\uFEFF"u8));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
                    && reader.ValueTextEquals("type"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String
                        && reader.ValueTextEquals(DetailType);
                }
            }
        }
        catch (JsonException) { /* The payment intake tells the sender. */ }
        return false;
    }

    public static Result<DetailManifest> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<DetailManifest>(json.TrimStart("\uFEFF"u8), Json.Options);
            return manifest is null ? new ManifestUnreadable("内容为空。") : Check(manifest);
        }
        catch (JsonException error)
        {
            return new ManifestUnreadable(Manifest.Where(error));
        }
    }

    private static Result<DetailManifest> Check(DetailManifest manifest)
    {
        if (manifest.Batch.Length is 0 or > NumberMax)
        {
            return new ManifestUnreadable($"batch 须为 1 至 {NumberMax} 个字符。");
        }
        if (manifest.Part is null != manifest.Parts is null || manifest.Parts is < 1 or > BatchPart.PartsMax
            || manifest.Part < 1 || manifest.Part > manifest.Parts)
        {
            return new ManifestUnreadable(
                $"part 与 parts 须同时给出，part 为 1 至 parts，parts 不超过 {BatchPart.PartsMax}。");
        }
        if (manifest.Files.Count == 0) { return new ManifestUnreadable("files 为空。"); }
        if (manifest.Replaces == manifest.Batch) { return new ManifestUnreadable("replaces 不能是本批次自己。"); }
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in manifest.Files)
        {
            if (file is null) { return new ManifestUnreadable("files 中有空项（null）。"); }
            if (!names.Add(file.Name)) { return new ManifestUnreadable($"“{file.Name}”列了两次。"); }
            if (file.Encoding is not null && Text.Encodings.Find(file.Encoding) is null)
            {
                return new ManifestUnreadable($"“{file.Name}”的 encoding 只能是 GB18030 或 UTF-8。");
            }
            if (file.Delimiter is not (null or "\\t" or [_]) || file.Delimiter is "\"" or "\n" or "\r" or [> '\x7e'])
            {
                return new ManifestUnreadable($"“{file.Name}”的 delimiter 须为一个 ASCII 字符。");
            }
        }
        return manifest;
    }
}
