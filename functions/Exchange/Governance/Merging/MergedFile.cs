using System.Text.Json.Serialization;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>
/// Rows of many batches in one file, sorted by who they are about (归并文件), with the sums of its batches beside it. A
/// copy that is quick to read: what counts stays <see cref="LakeMonth"/>, and the batches' own files stay where they
/// are.
/// </summary>
/// <param name="From">First month; a year, a quarter or a month until <paramref name="To"/>.</param>
/// <param name="Content">The blob with the rows: the table's columns, then period and division.</param>
/// <param name="Sums">The blob with <see cref="BatchSums"/>.</param>
/// <param name="Batches">Whose rows it holds. One that was replaced since is left out by readers.</param>
/// <param name="Layout">The table's newest when it was written.</param>
public sealed record MergedFile(
    string Table, Period From, Period To, string Content, string Sums, IReadOnlyList<string> Batches, long Rows,
    long Bytes, int Layout, DateTimeOffset MergedAt)
{
    public const string Type = "mergedFile";

    [JsonIgnore]
    public string Id => $"merged~{Table.Replace('/', '~')}~{From.Text}~{To.Text}";

    /// <summary>All blobs of a table's merged files.</summary>
    public static string Folder(CatalogTable table) => $"lake/{table.LakeName.Group}/{table.LakeName.Table}/merged/";
}
