using System.Reflection;
using System.Text.RegularExpressions;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What a column of a statement shows of each account, on the account's normal side.</summary>
public enum ColumnOf
{
    /// <summary>The balance at the beginning of the year.</summary>
    Opening = 1,

    /// <summary>The balance at the end of the period.</summary>
    Closing,

    /// <summary>The turnover of the period.</summary>
    Month,

    /// <summary>The turnover from January to the period.</summary>
    Year,

    /// <summary>As <see cref="Closing"/>, a year before.</summary>
    PriorClosing,

    /// <summary>As <see cref="Year"/>, a year before.</summary>
    PriorYear,
}

public sealed record StatementColumn(string Id, string Title, ColumnOf Of);

/// <param name="Formula">Accounts by the beginning of their code and other rows: <c>4001+42-[11]</c>; null for a
/// heading.</param>
/// <param name="Head">A heading without figures.</param>
/// <param name="Total">Shown as a total.</param>
public sealed record StatementLine(
    string Code, string Title, string? Formula = null, int Indent = 0, bool Head = false, bool Total = false);

/// <summary>Two formulas that must come to the same in every column.</summary>
public sealed record StatementCheck(string Title, string Left, string Right);

/// <summary>A statement as designed (报表定义). Shipped ones: Shipped/*.json; others are kept as documents.</summary>
/// <param name="Regime">The regime whose books it reads.</param>
public sealed partial record Statement(
    string Id, string Name, string Basis, string Regime, IReadOnlyList<StatementColumn> Columns,
    IReadOnlyList<StatementLine> Rows, IReadOnlyList<StatementCheck> Checks)
{
    private const int RowsMax = 500;

    public static IReadOnlyList<Statement> Shipped { get; } = LoadShipped();

    /// <summary>A formula's parts: sign, then a row's code in brackets or the beginning of account codes.</summary>
    public static IEnumerable<(bool Minus, string? Row, string? Account)> Parts(string formula) =>
        Term().Matches(formula.Replace(" ", "", StringComparison.Ordinal)).Select(match => (
            match.Groups["sign"].Value == "-",
            match.Groups["row"] is { Success: true } row ? row.Value : null,
            match.Groups["account"] is { Success: true } account ? account.Value : null));

    /// <summary>Everything that is wrong with the design, in Chinese; empty when it can be used.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!IdText().IsMatch(Id)) { faults.Add("报表编号须为2至40个小写字母、数字或连字符。"); }
        if (Id == TreasuryDesign.Id) { faults.Add("国库报表按对应关系编制，不能另行定制，请换一个报表编号。"); }
        if (string.IsNullOrWhiteSpace(Name)) { faults.Add("请填写报表名称。"); }
        if (Columns.Count is 0 or > 12) { faults.Add("报表须有1至12列。"); }
        if (Rows.Count is 0 or > RowsMax) { faults.Add($"报表须有1至{RowsMax}行。"); }
        foreach (var group in Columns.GroupBy(column => column.Id).Where(group => group.Count() > 1))
        {
            faults.Add($"列编号“{group.Key}”重复。");
        }
        foreach (var group in Rows.GroupBy(row => row.Code).Where(group => group.Count() > 1))
        {
            faults.Add($"行次“{group.Key}”重复。");
        }
        var codes = Rows.Select(row => row.Code).ToHashSet();
        foreach (var row in Rows.Where(row => row.Formula is not null))
        {
            faults.AddRange(FormulaFaults(row.Formula!, codes).Select(fault => $"行次{row.Code}：{fault}"));
        }
        foreach (var check in Checks)
        {
            faults.AddRange(FormulaFaults($"{check.Left}+{check.Right}", codes)
                .Select(fault => $"勾稽“{check.Title}”：{fault}"));
        }
        if (faults.Count == 0 && Circle() is { } circle) { faults.Add($"行次循环引用：{circle}。"); }
        return faults;
    }

    private static IEnumerable<string> FormulaFaults(string formula, HashSet<string> codes)
    {
        if (!WholeFormula().IsMatch(formula.Replace(" ", "", StringComparison.Ordinal)))
        {
            yield return $"公式“{formula}”不能识别，应为科目编码或[行次]用加减号相连。";
            yield break;
        }
        foreach (var (_, row, _) in Parts(formula))
        {
            if (row is not null && !codes.Contains(row)) { yield return $"没有行次[{row}]。"; }
        }
    }

    /// <returns>A way round from a row to itself: <c>11→12→11</c>.</returns>
    private string? Circle()
    {
        var rows = Rows.ToDictionary(row => row.Code);
        string? Walk(string code, IReadOnlyList<string> path)
        {
            if (path.Contains(code)) { return string.Join('→', [.. path.SkipWhile(each => each != code), code]); }
            return Parts(rows[code].Formula ?? "").Where(part => part.Row is not null)
                .Select(part => Walk(part.Row!, [.. path, code])).FirstOrDefault(found => found is not null);
        }

        return Rows.Select(row => Walk(row.Code, [])).FirstOrDefault(found => found is not null);
    }

    private static List<Statement> LoadShipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Contains(".Statements.Shipped.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Json.Read<Statement>(EmbeddedText.Read(assembly, name))),
        ];
    }

    [GeneratedRegex(@"(?<sign>[+-]?)(?:\[(?<row>\w+)\]|(?<account>\d+))")]
    private static partial Regex Term();

    [GeneratedRegex(@"^[+-]?(\[\w+\]|\d+)([+-](\[\w+\]|\d+))*$")]
    private static partial Regex WholeFormula();

    [GeneratedRegex("^[a-z0-9-]{2,40}$")]
    private static partial Regex IdText();
}
