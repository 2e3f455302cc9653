using System.Globalization;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// 国库报表: income and expenditure by 政府收支分类科目, as a statement that the year's mapping designs. So it is filled in,
/// rounded, consolidated and taken apart like any other.
/// </summary>
internal static class TreasuryDesign
{
    public const string Id = "treasury";

    /// <summary>Marks a class whose mapping nobody has checked yet.</summary>
    private const string Unchecked = "※";

    private static readonly StatementColumn[] Columns =
    [
        new("month", "本月数", ColumnOf.Month), new("year", "本年累计数", ColumnOf.Year),
        new("prior", "上年同期累计数", ColumnOf.PriorYear),
    ];

    /// <summary>Pure.</summary>
    /// <param name="chart">Of the fund and year; accounts that the mapping leaves out have rows of their own.</param>
    public static Statement Of(ClassificationMap map, Chart chart)
    {
        var codes = new HashSet<string>();
        var income = Part(map, chart, AccountClass.Income, ("1", "一、收入", "收入合计"), codes);
        var expenditure = Part(map, chart, AccountClass.Expenditure, ("2", "二、支出", "支出合计"), codes);
        var isUnchecked = map.Lines.Any(line => line.Fund == chart.Fund && !line.IsChecked);
        var basis = string.Create(
            CultureInfo.InvariantCulture, $"政府收支分类科目；对应关系自{map.FromYear}年起，第{map.Number}版");
        return new Statement(
            Id, "国库报表", isUnchecked ? $"{basis}。标{Unchecked}的对应关系为系统建议，尚未核对" : basis, "", Columns,
            [.. income.Rows, .. expenditure.Rows], [.. income.Checks, .. expenditure.Checks]);
    }

    private static (IEnumerable<StatementLine> Rows, IEnumerable<StatementCheck> Checks) Part(
        ClassificationMap map, Chart chart, AccountClass kind, (string Code, string Head, string Total) words,
        HashSet<string> codes)
    {
        var (mapped, unmapped) = (Mapped(map, chart, kind, codes), Unmapped(map, chart, kind, codes));
        var top = chart.Top.Where(account => account.Class == kind).Select(account => account.Code.Text).ToList();
        if (top.Count == 0) { return ([], []); }
        string SumOf(IEnumerable<StatementLine> rows) => string.Join('+', rows.Select(row => $"[{row.Code}]"));
        var total = new StatementLine($"{words.Code}T", words.Total, SumOf([.. mapped, .. unmapped]), Total: true);
        List<StatementCheck> checks =
            [new($"{words.Total}＝全部{kind.Title()}科目", $"[{total.Code}]", string.Join('+', top))];
        if (mapped.Count > 0)
        {
            checks.Add(new StatementCheck($"{kind.Title()}科目都有对应的分类科目", $"[{total.Code}]", SumOf(mapped)));
        }
        return ([new StatementLine(words.Code, words.Head, Head: true), .. mapped, .. unmapped, total], checks);
    }

    /// <summary>A row a class, in the order of their codes.</summary>
    private static List<StatementLine> Mapped(
        ClassificationMap map, Chart chart, AccountClass kind, HashSet<string> codes)
    {
        var lines = map.Lines.Where(line => line.Fund == chart.Fund && KindOf(chart, line.Account) == kind).ToList();
        return
        [
            .. lines.GroupBy(line => line.Code).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new StatementLine(
                    Unused(group.Key, codes),
                    group.All(line => line.IsChecked) ? group.First().Name : $"{group.First().Name}{Unchecked}",
                    Formula(group.Key, lines), Indent: 1)),
        ];
    }

    /// <summary>What begins with a class's own codes, without what a longer code gives to another class.</summary>
    private static string Formula(string code, List<ClassLine> lines)
    {
        var terms = new List<string>();
        foreach (var line in lines)
        {
            var above = lines.Where(other => other != line && IsBelow(line.Account, other.Account))
                .MaxBy(other => other.Account.Text.Length)?.Code;
            if (line.Code == code && above != code) { terms.Insert(0, $"+{line.Account}"); }
            if (line.Code != code && above == code) { terms.Add($"-{line.Account}"); }
        }
        return string.Concat(terms).TrimStart('+');
    }

    /// <summary>The highest accounts of which, or of a part of which, the mapping takes nothing.</summary>
    private static List<StatementLine> Unmapped(
        ClassificationMap map, Chart chart, AccountClass kind, HashSet<string> codes)
    {
        IEnumerable<Account> Left(Account account)
        {
            if (map.Find(chart.Fund, account.Code) is not null) { return []; }
            var isUntouched = !map.Lines.Any(line => line.Fund == chart.Fund && IsBelow(line.Account, account.Code));
            return isUntouched ? [account] : chart.Children(account.Code).SelectMany(Left);
        }

        return
        [
            .. chart.Top.Where(account => account.Class == kind).SelectMany(Left).Select(account => new StatementLine(
                Unused(account.Code.Text, codes), $"（没有对应的分类）{account.Code} {chart.FullName(account.Code)}",
                account.Code.Text, Indent: 1)),
        ];
    }

    /// <returns>Of the account, or of those below it; null when the chart has neither.</returns>
    private static AccountClass? KindOf(Chart chart, AccountCode code) => chart.Accounts
        .FirstOrDefault(account => account.Code == code || IsBelow(account.Code, code))?.Class;

    private static bool IsBelow(AccountCode account, AccountCode above) =>
        account != above && account.Text.StartsWith(above.Text, StringComparison.Ordinal);

    private static string Unused(string code, HashSet<string> codes)
    {
        while (!codes.Add(code)) { code += "_"; }
        return code;
    }
}
