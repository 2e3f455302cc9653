using System.Globalization;
using System.Reflection;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>A line of the mapping from accounts to 政府收支分类科目.</summary>
/// <param name="Account">Takes this account and those below it; a longer one goes first.</param>
/// <param name="Status">V or 已核对: read in a published source; G or anything else: a proposal to be checked.</param>
public sealed record ClassLine(Fund Fund, AccountCode Account, string Code, string Name, string Status)
{
    internal bool IsChecked => Status is "V" or "已核对";
}

/// <summary>The mapping as it holds from a year on; the shipped one, or one imported since.</summary>
public sealed record ClassificationMap(int FromYear, int Number, IReadOnlyList<ClassLine> Lines)
{
    internal const string Partition = "classification";
    internal const string Type = "classification";

    private static readonly string[][] Columns =
    [
        ["险种", "fund"], ["科目编码", "account"], ["分类编码", "code"], ["分类名称", "name"],
    ];

    /// <summary>Data/classification.csv. The classification is issued every year; import it.</summary>
    public static ClassificationMap Shipped { get; } = Ship();

    internal string Id => string.Create(CultureInfo.InvariantCulture, $"map-{FromYear:0000}-{Number:0000}");

    /// <returns>The line that takes the account; null when none does.</returns>
    public ClassLine? Find(Fund fund, AccountCode account) => Lines
        .Where(line => line.Fund == fund && account.Text.StartsWith(line.Account.Text, StringComparison.Ordinal))
        .MaxBy(line => line.Account.Text.Length);

    /// <summary>Reads 险种, 科目编码, 分类编码, 分类名称 and, when there, 状态.</summary>
    internal static (List<ClassLine> Lines, List<RowProblem> Problems) Read(CsvTable table)
    {
        var problems = table.MissingColumns(Columns).ToList();
        var lines = new List<ClassLine>();
        if (problems.Count > 0) { return (lines, problems); }
        foreach (var row in table.Rows)
        {
            var cells = new RowReader(table, row, Columns, problems);
            var fund = cells.FundAt(0);
            if (!AccountCode.TryParse(cells.Cell(1), out var account))
            {
                cells.Refuse(1, "not_a_code", $"“{cells.Cell(1)}”须为3至20位数字。");
            }
            if (cells.Cell(2) is not { Length: >= 3 and <= 9 } code || !code.All(char.IsAsciiDigit))
            {
                cells.Refuse(2, "not_a_class", $"“{cells.Cell(2)}”须为3至9位数字。");
            }
            if (cells.Cell(3).Length == 0) { cells.Refuse(3, "name_missing", "分类名称为空。"); }
            if (lines.Any(line => line.Fund == fund && line.Account == account))
            {
                cells.Refuse(1, "code_repeated", $"{cells.Cell(0)}的科目 {account} 重复。");
            }
            if (!cells.IsGood) { continue; }
            lines.Add(new ClassLine(
                fund, account, cells.Cell(2), cells.Cell(3), table.Cell(row, "状态", "status")));
        }
        return (lines, problems);
    }

    private static ClassificationMap Ship()
    {
        var table = CsvTable.Parse(
            EmbeddedText.Read(Assembly.GetExecutingAssembly(), "classification.csv")).Require();
        var (lines, problems) = Read(table);
        return problems.Count == 0
            ? new ClassificationMap(2019, 1, lines)
            : throw new InvalidOperationException($"classification.csv: {problems[0]}");
    }
}

/// <summary>Finds the mapping of a year.</summary>
public sealed class Classifications(IDocumentStore store)
{
    /// <returns>The newest that begins no later than the year.</returns>
    internal async Task<ClassificationMap> For(int year, CancellationToken stopping) => (await All(stopping))
        .Where(map => map.FromYear <= year)
        .OrderBy(map => map.FromYear).ThenBy(map => map.Number)
        .LastOrDefault() ?? ClassificationMap.Shipped;

    private async Task<IEnumerable<ClassificationMap>> All(CancellationToken stopping)
    {
        var query = new DocumentQuery(ClassificationMap.Type) { Limit = DocumentQuery.LimitMax };
        var page = await store.Query(Containers.Books, ClassificationMap.Partition, query, stopping);
        return [ClassificationMap.Shipped, .. page.Items.Select(document => document.As<ClassificationMap>())];
    }
}

public sealed record ClassificationImported(int FromYear, int Number, int Lines);

/// <summary>Imports the mapping that holds from a year on (R-4.3-05).</summary>
public sealed record ImportClassification(int FromYear) : IScoped
{
    /// <summary>The mapping serves every book of the province.</summary>
    public Scope ScopeFor(Actor actor) => new(actor.Division.UpToProvince().LastOrDefault(Division.Country));

    public static Endpoint Endpoint(IDocumentStore store) =>
        Kernel.Endpoint.Of<ImportClassification, ClassificationImported>(
            HttpMethod.Post, "accounting/classification", Permission.BookOpen, "导入政府收支分类对应关系",
            (request, call) => Handle(request, call, store), BodyKind.Upload);

    private static async Task<Result<ClassificationImported>> Handle(
        ImportClassification request, Call call, IDocumentStore store)
    {
        if (request.FromYear is < 1999 or > 2100) { return new InvalidValue("fromYear", "请填写1999年以后的年度。"); }
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var (lines, problems) = ClassificationMap.Read(table);
        if (problems.Count == 0 && lines.Count == 0)
        {
            problems.Add(new RowProblem(1, "科目编码", "no_accounts", "文件中没有对应关系。"));
        }
        if (problems.Count > 0) { return new ClassificationRefused(problems); }
        return await store.Apply<ClassificationImported>(
            Containers.Books, ClassificationMap.Partition, call, async unit =>
            {
                var query = new DocumentQuery(ClassificationMap.Type) { Limit = DocumentQuery.LimitMax };
                var known = await unit.All<ClassificationMap>(query);
                var number = known.Select(each => each.Value.Number).Append(1).Max() + 1;
                var map = new ClassificationMap(request.FromYear, number, lines);
                unit.Create(map.Id, ClassificationMap.Type, map);
                unit.Audit(
                    "classification.import", request.ScopeFor(call.Actor),
                    $"导入{request.FromYear}年起的政府收支分类对应关系，{lines.Count}行");
                return new ClassificationImported(map.FromYear, map.Number, lines.Count);
            });
    }
}
