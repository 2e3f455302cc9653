namespace SocialFund.Analytics.Consolidation;

/// <summary>
/// What of the lake counts now. Everything else in it (files, lists) is written before and under names that nobody
/// knows, so this one document makes a run happen or not.
/// </summary>
/// <param name="Version">Grows by one with every run that found something.</param>
/// <param name="Positions">Dataset → how far its container's change feed has been read.</param>
/// <param name="Lists">Table and year (<c>accounting/voucher_lines/2026</c>) → the document that lists its
/// files.</param>
internal sealed record LakeHead(
    long Version, DateTimeOffset At, IReadOnlyDictionary<string, string> Positions,
    IReadOnlyDictionary<string, string> Lists)
{
    public const string Id = "head";
    public const string Type = "lakeHead";

    /// <summary>In container <c>system</c>: head, lists of files, runs.</summary>
    public const string Partition = "lake";

    public static LakeHead Empty { get; } = new(
        0, default, new Dictionary<string, string>(), new Dictionary<string, string>());

    public static string KeyOf(LakeTable table, int year) => $"{table.Group}/{table.Name}/{year}";

    /// <summary>The years of a table, oldest first.</summary>
    public IEnumerable<int> YearsOf(LakeTable table) => Lists.Keys
        .Where(key => key.StartsWith($"{table.Group}/{table.Name}/", StringComparison.Ordinal))
        .Select(key => int.Parse(key[^4..], System.Globalization.CultureInfo.InvariantCulture))
        .Order();
}

/// <summary>A file that counts: a table's only one for its month and division.</summary>
internal sealed record LakeEntry(LakeFile File, long Rows, long Bytes, string Sm3);

/// <summary>The files of one table and year. Never changed: another version has another id.</summary>
internal sealed record LakeList(DateTimeOffset WrittenAt, IReadOnlyList<LakeEntry> Files)
{
    public const string Type = "lakeList";

    public static string IdOf(string key, string version) => $"list-{key.Replace('/', '~')}-{version}";
}

/// <summary>A file of the lake is missing or is not the one that was written.</summary>
public sealed class LakeDamagedException(string file)
    : IOException($"数据湖文件“{file}”缺失或内容与清单不符，请恢复该文件，或执行“重新汇总”。");
