using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One document of an agency's payment details.</summary>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Memo">The book that its own day belongs to.</param>
internal sealed record AgencyDetail(
    int Line, BookId Memo, string Agency, string BankAccount, string Document, BusinessEvent Event)
{
    public Money Amount => Event.Amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount.Amount);
}

/// <summary>Reads the rows of an agency's payment details and groups them into documents.</summary>
internal sealed class AgencyDetailFile(
    CsvTable table, IReadOnlyList<string[]> columns, Call call, MemoSources sources)
{
    private const int DocumentMax = 40;

    private readonly List<RowProblem> _problems = [.. table.MissingColumns(columns)];
    private readonly Dictionary<(Division, Fund), IReadOnlyList<AgencyAccount>> _accounts = [];

    private sealed record Key(Division Division, Fund Fund, string Agency, string BankAccount, string Document);

    private sealed record Row(int Line, Key Key, DateOnly Date, string Item, Money Amount);

    public IReadOnlyList<RowProblem> Problems => [.. _problems.OrderBy(problem => problem.Line)];

    /// <returns>The documents without a faulty row, in file order.</returns>
    public async Task<IReadOnlyList<AgencyDetail>> Read()
    {
        if (_problems.Count > 0) { return []; }
        var rows = new List<Row>();
        var torn = new HashSet<string>();
        foreach (var row in table.Rows)
        {
            var cells = new RowReader(table, row, columns, _problems);
            if (await Read(cells, row.Line) is { } read) { rows.Add(read); }
            else { torn.Add(cells.Cell(4)); }
        }
        var documents = new List<AgencyDetail>();
        foreach (var group in rows.GroupBy(row => row.Key))
        {
            var line = group.First().Line;
            if (torn.Contains(group.Key.Document))
            {
                Refuse(line, "document_withheld", $"单据 {group.Key.Document} 有错误行，整张单据未导入。");
            }
            else if (group.Any(row => row.Date != group.First().Date))
            {
                Refuse(line, "document_dates", $"单据 {group.Key.Document} 的各行日期不一致，未导入。");
            }
            else { documents.Add(await Document(line, group.Key, [.. group])); }
        }
        return documents;
    }

    public void Refuse(AgencyDetail document, Problem problem) => Refuse(
        document.Line, problem.Code, problem is EventDiffers
            ? $"单据 {document.Document} 已按另一内容记账，本次未导入；原单据有误的，先冲销原凭证，再以新单据号导入。"
            : problem.Message);

    private void Refuse(int line, string code, string message) =>
        _problems.Add(new RowProblem(line, columns[4][0], code, message));

    private async Task<Row?> Read(RowReader cells, int line)
    {
        var (division, fund) = (cells.DivisionAt(0), cells.FundAt(1));
        if (!cells.IsGood) { return null; }
        if (!call.May(Permission.VoucherPrepare, new Scope(division, fund)))
        {
            cells.Refuse(0, "not_allowed", "您没有该区划、险种的凭证制单权限。");
            return null;
        }
        var (agency, account, document) = (cells.Cell(2), cells.Cell(3), cells.Cell(4));
        if (!(await AccountsOf(division, fund)).Any(each => each.Agency == agency && each.Number == account))
        {
            cells.Refuse(
                3, "account_unregistered", $"“{account}”不是经办机构“{agency}”登记的支出户，请核对经办机构编号、账号和险种。");
        }
        if (document.Length is 0 or > DocumentMax || document.Any(symbol =>
            PlainText.IsHidden(symbol) || symbol is '/' or '\\' or '?' or '#' or '~'))
        {
            cells.Refuse(4, "not_a_document", $"“{document}”不是单据号（1至{DocumentMax}个字符，不含 / \\ ? # ~）。");
        }
        if (!DateOnly.TryParseExact(cells.Cell(5), ["yyyy-MM-dd", "yyyyMMdd"], out var date)
            || date > ChinaTime.DateOf(call.Now))
        {
            cells.Refuse(5, "not_a_date", $"“{cells.Cell(5)}”不是日期（如2026-06-10），或晚于今天。");
        }
        var item = sources.Items.CodeOf(fund, cells.Cell(6));
        if (item is null) { cells.Refuse(6, "item_unknown", $"{fund.Title()}没有支出项目“{cells.Cell(6)}”。"); }
        if (!Money.TryParseYuan(cells.Cell(7), out var amount) || amount.IsZero)
        {
            cells.Refuse(7, "not_an_amount", $"不是金额（不为零，最多两位小数）：{cells.Cell(7)}");
        }
        return cells.IsGood
            ? new Row(line, new Key(division, fund, agency, account, document), date, item!, amount) : null;
    }

    private async Task<IReadOnlyList<AgencyAccount>> AccountsOf(Division division, Fund fund)
    {
        if (!_accounts.TryGetValue((division, fund), out var accounts))
        {
            accounts = await sources.Accounts.Of(division, fund, call.Stopping);
            _accounts[(division, fund)] = accounts;
        }
        return accounts;
    }

    private async Task<AgencyDetail> Document(int line, Key key, IReadOnlyList<Row> rows)
    {
        var date = rows[0].Date;
        var agency = (await sources.Agencies.Find(key.Agency, call.Stopping))?.Name ?? key.Agency;
        var happened = new BusinessEvent(
            // Agencies count their documents by year, as the books do.
            $"prepay-settle-{key.Agency}-{key.BankAccount}-{key.Document}", "prepay-settle", key.Division, key.Fund,
            date,
            [
                .. rows.Select(row => new EventAmount(row.Item, null, row.Amount, new Dictionary<string, string>
                {
                    ["agency"] = key.Agency,
                    ["bankAccount"] = key.BankAccount,
                    ["item"] = row.Item,
                })),
            ],
            new Dictionary<string, string> { ["document"] = key.Document, ["agency"] = agency },
            new SourceLink("agencyDetail", key.Document, $"经办支付明细，{call.Actor.Name} 导入"));
        return new AgencyDetail(
            line, new BookId(key.Division, key.Fund, date.Year, BookKind.Memo), key.Agency, key.BankAccount,
            key.Document, happened);
    }
}
