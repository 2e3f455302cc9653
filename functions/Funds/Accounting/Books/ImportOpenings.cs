using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Books">The books that were opened, in file order.</param>
/// <param name="Problems">Every fault, in file order; a book with a faulty row is not opened.</param>
public sealed record OpeningImport(
    int Rows, int Imported, IReadOnlyList<BookId> Books, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Opens the first year's books with their balances (期初余额), from a table of 区划, 险种, 年度, 科目编码, 余额（元） and,
/// for the bank, 银行账号. A balance stands on its account's normal side; on the other side it is negative. Every book is
/// one opening voucher: all of its rows or none. The same file again changes nothing.
/// </summary>
/// <remarks>Later years carry forward by themselves, so a book whose earlier year is kept here is refused.</remarks>
public sealed record ImportOpenings : IScoped
{
    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["年度", "year"], ["科目编码", "account"], ["余额（元）", "balance"],
    ];

    private static readonly string[] BankAccount = ["银行账号", "bankAccount"];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookOpen, null, null);

    public static Endpoint Endpoint(IDocumentStore store, Charts charts, IBooks books) =>
        Kernel.Endpoint.Of<ImportOpenings, OpeningImport>(
            HttpMethod.Post, "accounting/openings", Permission.BookOpen, "导入期初余额",
            (_, call) => Handle(call, store, charts, books), BodyKind.Upload);

    private static async Task<Result<OpeningImport>> Handle(
        Call call, IDocumentStore store, Charts charts, IBooks books)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var problems = table.MissingColumns(Columns).ToList();
        if (problems.Count > 0) { return new OpeningImport(table.Rows.Count, 0, [], problems); }

        var rows = table.Rows.Select(row => (Row: row, Read: Read(table, row, problems))).ToList();
        var opened = new List<BookId>();
        var imported = 0;
        foreach (var group in rows.Where(row => row.Read is not null).GroupBy(row => row.Read!.Book))
        {
            var line = group.First().Row.Line;
            if (rows.Any(row => row.Read is null && Names(table, row.Row, group.Key)))
            {
                problems.Add(new RowProblem(line, "科目编码", "book_withheld", $"账套 {group.Key.Title} 有错误行，整套未导入。"));
                continue;
            }
            var refused = await Post(group.Key, [.. group.Select(row => row.Read!)], call, store, charts, books);
            if (refused is null) { opened.Add(group.Key); imported += group.Count(); }
            else { problems.Add(new RowProblem(line, "区划", refused.Code, $"{group.Key.Title}：{refused.Message}")); }
        }
        return new OpeningImport(table.Rows.Count, imported, opened, [.. problems.OrderBy(each => each.Line)]);
    }

    private sealed record Balance(BookId Book, string Account, Money Amount, string BankAccount);

    private static Balance? Read(CsvTable table, CsvRow row, List<RowProblem> problems)
    {
        var cells = new RowReader(table, row, Columns, problems);
        var (division, fund) = (cells.DivisionAt(0), cells.FundAt(1));
        var isYear = int.TryParse(cells.Cell(2), NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        if (!isYear || Charts.RegimeOf(year) is null)
        {
            cells.Refuse(2, "not_a_year", $"“{cells.Cell(2)}”不是1999年以后的年度。");
        }
        if (!AccountCode.TryParse(cells.Cell(3), out _))
        {
            cells.Refuse(3, "not_a_code", $"“{cells.Cell(3)}”须为3至20位数字。");
        }
        if (!Money.TryParseYuan(cells.Cell(4), out var amount) || amount.IsZero)
        {
            cells.Refuse(4, "not_an_amount", $"不是金额（非零，最多两位小数）：{cells.Cell(4)}");
        }
        return !cells.IsGood ? null
            : new Balance(
                new BookId(division, fund, year, BookKind.Fsa), cells.Cell(3), amount, table.Cell(row, BankAccount));
    }

    /// <summary>Whether a faulty row says, as far as it can be read, that it belongs to the book.</summary>
    private static bool Names(CsvTable table, CsvRow row, BookId book) =>
        table.Cell(row, Columns[0]) == book.Division.Text
        && FundList.TryFind(table.Cell(row, Columns[1]), out var fund) && fund == book.Fund;

    private static async Task<Problem?> Post(
        BookId book, IReadOnlyList<Balance> balances, Call call, IDocumentStore store, Charts charts, IBooks books)
    {
        if (!call.May(Permission.BookOpen, book.Scope)) { return new NotAllowed(Permission.BookOpen.Title); }
        if (await store.Head(book.PreviousYear(), call.Stopping) is not null) { return new OpeningCarried(book.Year); }
        var chart = await charts.For(book, call.Stopping);
        var amounts = new List<EventAmount>();
        foreach (var balance in balances)
        {
            if (chart.Find(AccountCode.Of(balance.Account)) is not { } account)
            {
                return new AccountMissing(book.Fund, balance.Account);
            }
            var dimensions = balance.BankAccount.Length == 0 ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["bankAccount"] = balance.BankAccount };
            amounts.Add(new EventAmount(
                account.Normal == Side.Debit ? "debit" : "credit", balance.Account, balance.Amount, dimensions));
        }
        var happened = new BusinessEvent(
            $"opening-{book}", Opening.Rule, book.Division, book.Fund, new DateOnly(book.Year, 1, 1), amounts,
            new Dictionary<string, string> { ["from"] = $"{book.Year}年建账" },
            new SourceLink("opening", book.Text, $"{call.Actor.Name} 导入"));
        return (await books.Post(happened, call)).TryGet(out _, out var problem) ? null : problem;
    }
}
