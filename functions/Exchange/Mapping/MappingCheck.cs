using System.Text.RegularExpressions;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>Whether a mapping can be used at all.</summary>
public static partial class MappingCheck
{
    private const int ColumnsMax = 200;
    private const int TransformsMax = 10;
    private const int NameMax = 60;

    /// <summary>Pure.</summary>
    /// <returns>Null, or the first <see cref="MappingInvalid"/>.</returns>
    public static Problem? Fault(SourceMapping mapping, Catalogue catalogue)
    {
        if (!IdForm().IsMatch(mapping.Id)) { return new MappingInvalid("编号须为 2 至 48 位字母、数字或连字符。"); }
        if (mapping.Name.Trim().Length is 0 or > NameMax) { return new MappingInvalid($"名称为 1 至 {NameMax} 个字。"); }
        if (mapping.Pattern is { } pattern && !NamePattern.IsValid(pattern))
        {
            return new MappingInvalid("文件名样式须含一个 {period} 或 {date}，最多一个 {division}。");
        }
        if (catalogue.Find(mapping.Table) is not { } table) { return new MappingInvalid("没有选择数据表。"); }
        return FormatFault(mapping.Format)
            ?? ColumnFault(mapping, table, catalogue)
            ?? (Missing(mapping, table) is { Count: > 0 } missing
                ? new MappingInvalid($"必填字段{string.Join("、", missing.Select(field => $"“{field.Name}”"))}没有来源。") : null);
    }

    /// <summary>Required fields of the newest layout that nothing fills.</summary>
    public static IReadOnlyList<CatalogField> Missing(SourceMapping mapping, CatalogTable table) =>
    [
        .. table.Fields.Where(field => field.Required && field.IsIn(table.Versions[^1].Version)
            && mapping.Columns.All(column => column.Field != field.Id)),
    ];

    private static MappingInvalid? FormatFault(SourceFormat format)
    {
        if (format.HeadingRow is < 0 or > Headings.RowMax)
        {
            return new MappingInvalid($"标题行须在第 0（没有标题）至 {Headings.RowMax} 行之间。");
        }
        if (format.Encoding is not (null or "GB18030" or "UTF-8"))
        {
            return new MappingInvalid("编码只能是 GB18030 或 UTF-8。");
        }
        return format.Delimiter is null or "\\t" or [> ' ' and <= '~' and not '"']
            ? null : new MappingInvalid("分隔符须为一个 ASCII 字符或制表符。");
    }

    /// <summary>What can be tried needs no more than this: required fields may still be open.</summary>
    public static Problem? ColumnFault(SourceMapping mapping, CatalogTable table, Catalogue catalogue)
    {
        if (mapping.Columns.Count is 0 or > ColumnsMax) { return new MappingInvalid("还没有一个字段有来源。"); }
        var twice = mapping.Columns.GroupBy(column => column.Field).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) { return new MappingInvalid($"字段“{twice.Key}”映射了两次。"); }
        foreach (var column in mapping.Columns)
        {
            if (table.Find(column.Field) is not { } field)
            {
                return new MappingInvalid($"“{table.Name}”没有字段“{column.Field}”。");
            }
            var isColumns = column.From is ValueFrom.Columns or ValueFrom.FirstFilled;
            if (isColumns && column.Sources.Count == 0) { return new MappingInvalid($"“{field.Name}”没有来源列。"); }
            if (column.From == ValueFrom.Constant && string.IsNullOrWhiteSpace(column.Text))
            {
                return new MappingInvalid($"“{field.Name}”的固定值为空。");
            }
            if (column.Transforms.Count > TransformsMax)
            {
                return new MappingInvalid($"“{field.Name}”的转换最多 {TransformsMax} 步。");
            }
            if (column.Transforms.Select(step => step.Fault(catalogue)).FirstOrDefault(fault => fault is not null)
                is { } why)
            {
                return new MappingInvalid($"“{field.Name}”：{why}。");
            }
        }
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{1,47}\z")]
    private static partial Regex IdForm();
}
