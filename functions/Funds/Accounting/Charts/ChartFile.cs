using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Reads a chart of accounts from a table; the shipped file and uploads have the same columns.</summary>
internal static class ChartFile
{
    private static readonly (string Word, AccountClass Class)[] Classes =
    [
        ("净资产", AccountClass.NetAsset), ("资产", AccountClass.Asset), ("负债", AccountClass.Liability),
        ("收入", AccountClass.Income), ("支出", AccountClass.Expenditure),
    ];

    /// <summary>Reads the rows of one regime; every fault is reported with its place.</summary>
    /// <returns>Accounts in file order, and the faults; import only when there are none.</returns>
    public static (List<Account> Accounts, List<RowProblem> Problems) Read(CsvTable table, string regime)
    {
        var accounts = new List<Account>();
        var problems = new List<RowProblem>();
        var lines = new List<int>();
        if (!HasColumns(table, problems)) { return (accounts, problems); }
        foreach (var row in table.Rows)
        {
            var of = table.Cell(row, "regime", "制度");
            if (of.Length > 0 && of != regime) { continue; }
            if (Account(table, row, problems) is { } account) { accounts.Add(account); lines.Add(row.Line); }
        }
        problems.AddRange(TreeProblems(accounts, lines));
        return (accounts, [.. problems.OrderBy(problem => problem.Line)]);
    }

    private static bool HasColumns(CsvTable table, List<RowProblem> problems)
    {
        string[][] needed =
            [
                ["险种", "fund"], ["科目编码", "code"], ["科目名称", "name"], ["类别", "class"], ["余额方向", "balance_side"],
                ["上级科目", "parent"],
            ];
        problems.AddRange(table.MissingColumns(needed));
        return problems.Count == 0;
    }

    private static Account? Account(CsvTable table, CsvRow row, List<RowProblem> problems)
    {
        var before = problems.Count;
        void Refuse(string column, string code, string message) =>
            problems.Add(new RowProblem(row.Line, column, code, message));

        var fundText = table.Cell(row, "fund", "险种");
        Fund? fund = null;
        if (FundList.TryFind(fundText, out var found)) { fund = found; }
        else if (fundText != "*") { Refuse("险种", "fund_unknown", $"“{fundText}”不是险种，也不是“*”（全部险种）。"); }

        var codeText = table.Cell(row, "code", "科目编码");
        if (!AccountCode.TryParse(codeText, out var code)) { Refuse("科目编码", "not_a_code", $"“{codeText}”须为3至20位数字。"); }

        var name = table.Cell(row, "name", "科目名称");
        if (name.Length == 0) { Refuse("科目名称", "name_missing", "科目名称为空。"); }

        var classText = table.Cell(row, "class", "类别");
        var kind = Classes.FirstOrDefault(pair => classText.StartsWith(pair.Word, StringComparison.Ordinal)).Class;
        if (kind == default) { Refuse("类别", "class_unknown", $"“{classText}”须为资产、负债、净资产、收入或支出。"); }

        var sideText = table.Cell(row, "balance_side", "余额方向");
        Side? side = sideText switch { "借" => Side.Debit, "贷" => Side.Credit, _ => null };
        if (side is null) { Refuse("余额方向", "side_unknown", $"“{sideText}”须为借或贷。"); }

        var parentText = table.Cell(row, "parent", "上级科目");
        AccountCode? parent = null;
        if (AccountCode.TryParse(parentText, out var up)) { parent = up; }
        else if (parentText.Length > 0) { Refuse("上级科目", "not_a_code", $"“{parentText}”须为3至20位数字。"); }

        var requires = new List<string>();
        foreach (var word in table.Cell(row, "dimensions", "辅助核算").Split(
            [';', '；', '、', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (AuxDimensions.FindByName(word) is { } dimension) { requires.Add(dimension.Id); }
            else { Refuse("辅助核算", "dimension_unknown", $"没有辅助核算“{word}”。"); }
        }

        if (problems.Count > before) { return null; }
        var stopped = table.Cell(row, "status", "状态") == "停用";
        return new Account(fund, code, name, kind, side!.Value, parent, stopped, table.Cell(row, "note", "备注"))
        {
            Requires = requires,
        };
    }

    private static IEnumerable<RowProblem> TreeProblems(List<Account> accounts, List<int> lines)
    {
        for (var index = 0; index < accounts.Count; index++)
        {
            var (account, line) = (accounts[index], lines[index]);
            bool Meets(Account other) => account.Fund is null || other.Fund is null || other.Fund == account.Fund;

            if (accounts.Take(index).Any(other => other.Code == account.Code && Meets(other)))
            {
                yield return new RowProblem(line, "科目编码", "code_repeated", $"科目 {account.Code} 重复。");
            }
            if (account.Parent is not { } parent) { continue; }
            if (!account.Code.Text.StartsWith(parent.Text, StringComparison.Ordinal) || account.Code == parent)
            {
                yield return new RowProblem(line, "科目编码", "code_not_below", $"明细科目 {account.Code} 须以上级科目 {parent} 开头。");
            }
            else if (!accounts.Any(other => other.Code == parent && (other.Fund is null || other.Fund == account.Fund)))
            {
                yield return new RowProblem(line, "上级科目", "parent_missing", $"上级科目 {parent} 不在本表中。");
            }
        }
    }
}
