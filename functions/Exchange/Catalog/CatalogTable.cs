using System.Text.Json.Serialization;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Catalog;

/// <summary>What a field holds; it decides how a cell is read, checked and kept.</summary>
public enum FieldKind
{
    /// <summary>文本. Numbers that only name something (票号、流水号) too.</summary>
    Text = 1,

    /// <summary>代码, of a <see cref="CodeList"/>.</summary>
    Code,

    /// <summary>行政区划代码: six digits (GB/T 2260).</summary>
    Division,

    /// <summary>公民身份号码; kept with 18 characters.</summary>
    CitizenId,

    /// <summary>组织机构代码 (9) or 统一社会信用代码 (18).</summary>
    Organization,

    /// <summary>银行账号.</summary>
    Account,

    /// <summary>金额: yuan in files, whole fen in the lake.</summary>
    Money,

    /// <summary>个数、月数、天数: a whole number, not negative.</summary>
    Count,

    /// <summary>比例、指数、统计数值: at most six decimals; decimal(18,6) in the lake.</summary>
    Rate,

    /// <summary>年月, YYYYMM.</summary>
    Month,

    /// <summary>日期.</summary>
    Date,

    /// <summary>时间, with or without the time of day.</summary>
    Timestamp,
}

/// <summary>A field of an exchange table.</summary>
/// <param name="Id">Stable, camel case.</param>
/// <param name="Name">As headings write it.</param>
/// <param name="Code">The data element (GB/T 40217, LD/T 92), where known; headings may use it.</param>
/// <param name="List">The code list of a <see cref="FieldKind.Code"/>.</param>
/// <param name="Max">Characters of a text; 0 means <see cref="TextMax"/>.</param>
/// <param name="PartOf">The field that this one is an item of (其中).</param>
/// <param name="MayBeNegative">Whether an amount below zero is a correction and no mistake.</param>
/// <param name="Since">The table's version that brought it.</param>
/// <param name="Until">The last version that has it; 0 means it still does.</param>
public sealed record CatalogField(
    string Id, string Name, string? Code = null, FieldKind Type = FieldKind.Text, string? List = null, int Max = 0,
    bool Required = false, string? PartOf = null, bool MayBeNegative = false, int Since = 1, int Until = 0)
{
    public const int TextMax = 200;

    /// <summary>The lake's column: snake case, amounts with their unit.</summary>
    [JsonIgnore]
    public string Column { get; } = Snake(Id) + (Type == FieldKind.Money ? "_fen" : "");

    public bool IsIn(int version) => version >= Since && (Until == 0 || version <= Until);

    /// <summary>Whether its cells are numbers rather than places of texts.</summary>
    [JsonIgnore]
    public bool IsNumber => Type >= FieldKind.Money;

    /// <summary>camelCase and kebab-case as SQL and blob names write them.</summary>
    public static string Snake(string id) => string.Concat(id.Select((symbol, at) =>
        symbol == '-' ? "_"
        : char.IsAsciiLetterUpper(symbol) ? $"_{char.ToLowerInvariant(symbol)}"
        : char.IsAsciiDigit(symbol) && at > 0 && char.IsAsciiLetterLower(id[at - 1]) ? $"_{symbol}"
        : symbol.ToString()));
}

/// <summary>A layout of a table and the first day whose data have it.</summary>
public sealed record TableVersion(int Version, DateOnly From);

/// <summary>Who says that a table is like this.</summary>
public enum TableOrigin
{
    /// <summary>The tender lists its fields.</summary>
    Tender = 1,

    /// <summary>Our proposal for a source that the tender only names; agreed with who holds it before use.</summary>
    Proposal,
}

/// <summary>A table of the exchange catalogue (数据交换目录): who sends what, row by row.</summary>
/// <param name="Id"><c>{source}/{table}</c>: the insurance, or the department of <c>departments.json</c>.</param>
/// <param name="Group">business (经办), tax (税务), payment (支付) or department (其他部门).</param>
/// <param name="Cycle">monthly or realtime.</param>
/// <param name="Versions">Oldest first.</param>
/// <param name="Key">The fields that name a row.</param>
/// <param name="IsKeyUnique">Where false the tender lists no key that could be unique: only equal rows are
/// duplicates.</param>
/// <param name="Period">The field with the row's month.</param>
/// <param name="Division">The field with the row's region; null where the table has none.</param>
/// <param name="Total">The amount that control totals sum; null for tables without money.</param>
/// <param name="Note">What was decided where the tender is silent.</param>
public sealed record CatalogTable(
    string Id, string Name, string Group, string Cycle, IReadOnlyList<TableVersion> Versions,
    IReadOnlyList<string> Key, bool IsKeyUnique, string? Period, string? Division,
    IReadOnlyList<CatalogField> Fields, string? Total = null, string? Note = null,
    TableOrigin Origin = TableOrigin.Tender)
{
    private static readonly string[] SubjectIds = ["personNo", "personnelNo", "employerNo", "payeeNo"];

    /// <summary>The insurance's id, or the department's.</summary>
    [JsonIgnore]
    public string Source => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Null for tables of other departments: they belong to no fund, or to the one that a field
    /// names.</summary>
    [JsonIgnore]
    public Fund? Fund => FundList.TryParse(Source, out var fund) ? fund : null;

    /// <summary>Whether somebody may send its rows of a region.</summary>
    public bool MayComeFrom(Agency sender, Division region) =>
        Fund is { } fund ? sender.MaySend(region, fund) : sender.MaySend(region, Source);

    /// <summary>The lake's folder and table: <c>enterprise_pension</c>, <c>pension_benefits</c>.</summary>
    [JsonIgnore]
    public (string Group, string Table) LakeName
    {
        get
        {
            var parts = Id.Split('/');
            return (CatalogField.Snake(parts[0]), CatalogField.Snake(parts[1]));
        }
    }

    /// <summary>Where a field stands in <see cref="Fields"/>; -1 for none of its own, and for null.</summary>
    public int PlaceOf(string? id)
    {
        for (var place = 0; place < Fields.Count; place++)
        {
            if (Fields[place].Id == id) { return place; }
        }
        return -1;
    }

    /// <summary>Who a row is about, for files sorted by it: 公民身份号码, else 个人编号, else 单位编号; null for tables of
    /// neither.</summary>
    [JsonIgnore]
    public CatalogField? Subject =>
        Fields.FirstOrDefault(each => each.Type == FieldKind.CitizenId)
        ?? SubjectIds.Select(Find).FirstOrDefault(each => each is not null);

    public CatalogField? Find(string id) => Fields.FirstOrDefault(field => field.Id == id);

    /// <summary>The layout that data of this month have.</summary>
    public int VersionOf(Period period) =>
        Versions.LastOrDefault(version => version.From <= period.LastDay)?.Version ?? Versions[0].Version;
}
