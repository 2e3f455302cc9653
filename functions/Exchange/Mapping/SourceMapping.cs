using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Mapping;

/// <summary>Where the text of a mapped field comes from.</summary>
public enum ValueFrom
{
    /// <summary>来源列: one, or several joined with <see cref="MappedColumn.Text"/> between.</summary>
    Columns = 1,

    /// <summary>第一个有值的列: of several, such as 借方金额 and 贷方金额. Zero counts as no value.</summary>
    FirstFilled,

    /// <summary>固定值: <see cref="MappedColumn.Text"/>.</summary>
    Constant,

    /// <summary>本批次期别, YYYYMM.</summary>
    Period,

    /// <summary>本批次行政区划.</summary>
    Division,

    /// <summary>文件名.</summary>
    FileName,
}

/// <summary>How one field of the table is filled.</summary>
/// <param name="Field">Its id in the catalogue's table.</param>
/// <param name="Sources">Headings of the received file; <c>#3</c> is the third column.</param>
/// <param name="Text">The constant, or what stands between joined columns.</param>
public sealed record MappedColumn(
    string Field, ValueFrom From, IReadOnlyList<string> Sources, IReadOnlyList<Transform> Transforms,
    string? Text = null);

/// <summary>How the received file is written.</summary>
/// <param name="Encoding">GB18030 or UTF-8; found out when missing.</param>
/// <param name="Delimiter">One character, <c>\t</c> for a tab; found out when missing.</param>
/// <param name="Sheet">Of a workbook; the first when missing.</param>
/// <param name="HeadingRow">The line with the headings, from 1; 0 where there is none.</param>
/// <param name="Footers">A line whose first filled cell begins so is no row: 合计.</param>
public sealed record SourceFormat(
    int HeadingRow, IReadOnlyList<string> Footers, string? Encoding = null, string? Delimiter = null,
    string? Sheet = null);

/// <summary>How files of one sender become rows of a table of the catalogue (数据映射). Data; every change is a version,
/// and a batch keeps the version that it came through.</summary>
/// <param name="Id">Letters, digits and hyphens.</param>
/// <param name="Sender">The inbox folder that it is for; null for whoever names it.</param>
/// <param name="Pattern">Of file names that are taken through it by themselves: <c>*</c> is anything,
/// <c>{period}</c> 202603, <c>{date}</c> 20260331, <c>{division}</c> 630102. Null: only when named.</param>
/// <param name="Table">The catalogue's id.</param>
/// <param name="Headings">Of the sample that it was made from, in order.</param>
/// <param name="IsOpen">A closed mapping takes no new files.</param>
public sealed record SourceMapping(
    string Id, string Name, int Version, string? Sender, string? Pattern, string Table, SourceFormat Format,
    IReadOnlyList<string> Headings, IReadOnlyList<MappedColumn> Columns, bool IsOpen = true, string? Note = null)
{
    /// <summary>As manifests and batches name it.</summary>
    [JsonIgnore]
    public string Reference => $"{Id}@{Version}";
}
