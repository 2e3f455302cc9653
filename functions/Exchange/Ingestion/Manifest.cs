using System.Globalization;
using System.Text;
using System.Text.Json;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Ingestion;

/// <param name="Role">Which table of the kind it is: <c>payees</c>, <c>employers</c> …</param>
/// <param name="Encoding">GB18030 or UTF-8.</param>
/// <param name="Delimiter">One character; <c>\t</c> for a tab.</param>
/// <param name="Rows">Rows without the heading.</param>
/// <param name="TotalFen">The sum of the amount column; zero for tables without one.</param>
public sealed record ManifestFile(
    string Name, string Role, string Encoding, string Delimiter, long Rows, long TotalFen, string Sm3);

/// <param name="Type">The attachment rule's id.</param>
public sealed record ManifestAttachment(string Name, string Type, string Sm3);

/// <summary>The list that travels with a batch (<c>manifest.json</c>): who sends what, with control totals.</summary>
/// <param name="Sender">The agency's code.</param>
/// <param name="Batch">The agency's own number; the same number with other content is refused.</param>
/// <param name="Mode">actual (实拨, the default) or advance (预拨).</param>
/// <param name="Signature">SM2 over <see cref="SignedText"/>, hex.</param>
public sealed record Manifest(
    string Sender, string Batch, string Kind, Fund Fund, Division Division, Period Period,
    IReadOnlyList<ManifestFile> Files, IReadOnlyList<ManifestAttachment>? Attachments = null,
    string? Mode = null, string? Purpose = null, string? Signature = null)
{
    public const string FileName = "manifest.json";

    /// <summary>A list of at most a few dozen files fits many times over.</summary>
    public const int BytesMax = 256 * 1024;

    public RequestId RequestId => RequestId.Of(Division, Fund, Period, Sender, Batch);

    /// <summary>What the sender signs: one field a line, files and attachments in list order, lines ended by
    /// LF.</summary>
    public byte[] SignedText()
    {
        var text = new StringBuilder();
        foreach (var part in new[] { Sender, Batch, Kind, Fund.Entry().Id, Division.Text, Period.Text })
        {
            text.Append(part).Append('\n');
        }
        foreach (var file in Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Name}|{file.Rows}|{file.TotalFen}|{file.Sm3}\n");
        }
        foreach (var attachment in Attachments ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{attachment.Name}|{attachment.Sm3}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static Result<Manifest> Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<Manifest>(json.TrimStart("\uFEFF"u8), Json.Options);
            return manifest is null ? new ManifestUnreadable("内容为空。") : Check(manifest);
        }
        catch (JsonException error)
        {
            // The sender wrote it; what the reader tripped over is what he must mend.
            return new ManifestUnreadable(Where(error));
        }
    }

    private static Result<Manifest> Check(Manifest manifest)
    {
        if (!RequestId.IsWord(manifest.Sender)) { return new ManifestUnreadable("sender 须为 1 至 20 位字母或数字。"); }
        if (!RequestId.IsWord(manifest.Batch)) { return new ManifestUnreadable("batch 须为 1 至 20 位字母或数字。"); }
        if (manifest.Mode is not (null or "actual" or "advance"))
        {
            return new ManifestUnreadable("mode 只能是 actual（实拨）或 advance（预拨）。");
        }
        if (manifest.Files.Any(file => file is null)) { return new ManifestUnreadable("files 中有空项（null）。"); }
        if ((manifest.Attachments ?? []).Any(attachment => attachment is null))
        {
            return new ManifestUnreadable("attachments 中有空项（null）。");
        }
        var names = manifest.Files.Select(file => file.Name)
            .Concat((manifest.Attachments ?? []).Select(attachment => attachment.Name))
            .ToList();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
        {
            return new ManifestUnreadable("同一文件列了两次。");
        }
        return manifest.Files.Select(CheckFile).FirstOrDefault(why => why is not null) is { } wrong
            ? new ManifestUnreadable(wrong)
            : manifest;
    }

    private static string? CheckFile(ManifestFile file) =>
        Text.Encodings.Find(file.Encoding) is null ? $"“{file.Name}”的 encoding 只能是 GB18030 或 UTF-8。"
        : file.Delimiter is not ("\\t" or [_]) || file.Delimiter is "\"" or "\n" or "\r"
            ? $"“{file.Name}”的 delimiter 须为一个字符。"
        : file.Rows is < 0 or > Table.RowsMax ? $"“{file.Name}”的 rows 须在 0 至 {Table.RowsMax} 之间。"
        : file.TotalFen is < -Money.DocumentMaxFen or > Money.DocumentMaxFen
            ? $"“{file.Name}”的 totalFen 超过 1000 亿元，请核对单位（分）。"
        : null;

    internal static string Where(JsonException error) => error.Path is { Length: > 1 } path
        ? $"{path[2..]} 的值不正确或缺失（第 {error.LineNumber + 1} 行）。{Chinese(error.Message)}"
        : $"不是有效的 JSON（第 {(error.LineNumber ?? 0) + 1} 行），或缺少必填项：{MissingOf(error.Message)}";

    /// <summary>Our own converters speak Chinese; the framework's English says nothing that the place does
    /// not.</summary>
    private static string Chinese(string message) =>
        message.IndexOf('。', StringComparison.Ordinal) is >= 0 and var end ? message[..(end + 1)] : "";

    private static string MissingOf(string message)
    {
        var mark = message.IndexOf("including: ", StringComparison.Ordinal);
        return mark < 0 ? "请检查括号、引号和逗号。" : message[(mark + 11)..].TrimEnd('.');
    }
}
