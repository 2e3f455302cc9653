using System.IO.Compression;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class ImportTests
{
    private static readonly BookId Medical = new(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);
    private static readonly BookId Other = new(Division.Of("630103"), Fund.EmployeeMedical, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    private Task<VouchersImported> Import(BookId book, string format, string text) =>
        Import(book, format, Encoding.UTF8.GetBytes(text));

    private Task<VouchersImported> Import(BookId book, string format, byte[] bytes) => _world.Ask<VouchersImported>(
        new ImportVouchers(book, format),
        BookWorld.By(BookWorld.Person("u-1", "制单会计"), body: new MemoryStream(bytes)));

    private async Task PostAll(BookId book, VouchersImported imported)
    {
        int[] numbers = [.. Enumerable.Range(imported.First!.Value, imported.Prepared)];
        var audited = await _world.Ask<MovedAnswer>(
            new AuditVouchers(book, numbers), BookWorld.By(BookWorld.Person("u-2", "审核会计")));
        Assert.Equal((numbers.Length, 0), (audited.Done, audited.Refused));
        var posted = await _world.Ask<MovedAnswer>(
            new PostVouchers(book, numbers), BookWorld.By(BookWorld.Person("u-3", "记账会计")));
        Assert.Equal((numbers.Length, 0), (posted.Done, posted.Refused));
    }

    private async Task<IReadOnlyList<string>> Balances(BookId book) =>
    [
        .. (await _world.Ask<TrialBalance>(new ReadBalances(book, BookPeriod.Of(2026, 12), null, null))).Rows
            .Select(row => $"{row.Account} {row.OpeningDebit} {row.OpeningCredit} {row.YearDebit} {row.YearCredit} "
                + $"{row.ClosingDebit} {row.ClosingCredit}"),
    ];

    [Theory]
    [InlineData("hledger")]
    [InlineData("beancount")]
    public async Task Import_OfWhatAnotherBookExported_GivesTheSameBalances(string format)
    {
        var random = new Random(99);
        var bank = new Dictionary<string, string> { ["bankAccount"] = "28016301001101" };
        EventAmount Amount(string key, string account, long fen) =>
            new(key, account, Money.FromFen(fen), new Dictionary<string, string>(bank) { ["item"] = "住院，统筹; 甲" });
        (await _world.Post(BookWorld.Event(
            "open", "opening", "2026-01-01", Fund.EmployeeMedical,
            Amount("debit", "1001", 5_000_000), Amount("credit", "3001", 5_000_000)))).Require();
        for (var index = 0; index < 120; index++)
        {
            var date = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            (await _world.Post(BookWorld.Event(
                $"e{index}", random.Next(4) == 0 ? "refund" : "payment", $"{date:yyyy-MM-dd}", Fund.EmployeeMedical,
                Amount("k", "500101", random.NextInt64(1, 100_000)),
                Amount("k", "500103", random.NextInt64(-90_000, -1))))).Require();
        }
        var download = await _world.Ask<Download>(new ExportBook(Medical, format));
        using var file = new MemoryStream();
        await download.Write(file, default);

        var imported = await Import(Other, format, file.ToArray());
        Assert.Empty(imported.Problems);
        Assert.Equal((121, 121, false), (imported.Vouchers, imported.Prepared, imported.IsRepeat));
        await PostAll(Other, imported);
        Assert.Equal(await Balances(Medical), await Balances(Other));

        var again = await Import(Other, format, file.ToArray());
        Assert.Equal((1, 121, true), (again.First, again.Last, again.IsRepeat));
    }

    [Fact]
    public async Task Import_OfAForeignHledgerJournal_MapsAccountsByTheTable()
    {
        const string Journal = """
            ; 迁移
            commodity 1,000.00 CNY
            account 资产:工行

            2026/03/05 * (17) 支付门诊费  ; papers:2
                支出:门诊          1,234.50 CNY
                资产:工行
            2026-03-06 对账
                资产:工行  0 CNY = -1234.50 CNY
            """;
        const string Mapping = "原科目,科目编码,银行账户,项目科目\n支出:门诊,500101,,outpatient\n资产:工行,1001,28016301001101,\n";
        using var zip = new MemoryStream();
        await using (var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Create, true, Encoding.UTF8))
        {
            foreach (var (name, text) in new[] { ("old.journal", Journal), ("科目对照.csv", Mapping) })
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
            }
        }
        var imported = await Import(Medical, "hledger", zip.ToArray());
        Assert.Empty(imported.Problems);
        Assert.Equal((1, 2, 1), (imported.Vouchers, imported.Lines, imported.Prepared));
        var prepared = await _world.Store.Find<PreparedVoucher>(
            Containers.Books, Medical.Text, PreparedVoucher.IdOf(1));
        var draft = prepared!.Value.Draft;
        Assert.Equal(("支付门诊费", 2, new DateOnly(2026, 3, 5)), (draft.Summary, draft.Papers, draft.Date));
        Assert.Equal(
            ["500101 1,234.50 0.00 outpatient", "1001 0.00 1,234.50 28016301001101"],
            draft.Lines.Select(line =>
                $"{line.Account.Code} {line.Debit} {line.Credit} {string.Join(' ', line.Dimensions.Values)}"));
    }

    [Fact]
    public async Task Import_WhenAnythingIsWrong_KeepsNothingAndTellsEveryRow()
    {
        const string Journal = """
            2026-03-05 好的
                支出:500101 住院  10.00 CNY  ; item:inpatient
                资产:1001 银行存款  -10.00 CNY  ; bankAccount:28016301001101

            2026-03-06 不平
                支出:500101 住院  10.00 CNY  ; item:inpatient
                资产:1001 银行存款  -9.00 CNY  ; bankAccount:28016301001101

            2025-03-07 上年
                支出:500101 住院  1.00 CNY  ; item:inpatient
                资产:没有的  -1.00 CNY

            2026-03-08 美元
                支出:500101 住院  1.00 USD
                资产:1001 银行存款
            include more.journal
            """;
        var imported = await Import(Medical, "hledger", Journal);
        Assert.Equal(0, imported.Prepared);
        Assert.Equal(
            ["14 金额 not_an_amount", "16 指令 not_supported"],
            imported.Problems.Select(problem => $"{problem.Line} {problem.Column} {problem.Code}"));

        imported = await Import(Medical, "hledger", Journal[..Journal.IndexOf("2026-03-08", StringComparison.Ordinal)]);
        Assert.Equal(0, imported.Prepared);
        Assert.Equal(
            ["5 凭证 unbalanced", "9 日期 voucher_refused", "11 科目 voucher_refused"],
            imported.Problems.Select(problem => $"{problem.Line} {problem.Column} {problem.Code}"));
        Assert.Null(await _world.Store.Head(Medical, default));
    }

    [Fact]
    public async Task Import_OfATable_PreparesItsVouchers()
    {
        const string Table = """
            凭证序号,日期,摘要,科目编码,借方,贷方,附件张数,银行账户,项目科目
            1,2026-04-01,支付住院费,500101,"1,000.00",,3,,inpatient
            1,2026-04-01,支付住院费,1001,,1000,3,28016301001101,
            2,2026/4/2,退回,500101,-5.5,,,,inpatient
            2,2026/4/2,退回,1001,5.50,,,28016301001101,
            """;
        var imported = await Import(Medical, "csv", Table);
        Assert.Empty(imported.Problems);
        Assert.Equal((2, 4, 2), (imported.Vouchers, imported.Lines, imported.Prepared));

        imported = await Import(Other, "csv", """
            凭证序号,日期,摘要,科目编码,借方,贷方
            1,2026-04-01,支付,500101,十元,
            1,四月,支付,1001,,10
            """);
        Assert.Equal(
            ["2 借方 not_an_amount", "3 日期 not_a_date", "3 日期 dates_differ"],
            imported.Problems.Select(problem => $"{problem.Line} {problem.Column} {problem.Code}"));
    }

    [Fact]
    public async Task Import_AsATrial_TellsTheAccountsAndPreparesNothing()
    {
        const string Journal = """
            2026-03-05 支付
                支出:门诊  10.00 CNY
                资产:1001 银行存款  -10.00 CNY  ; bankAccount:28016301001101
            2026-03-06 支付
                支出:门诊  2.50 CNY
                资产:1001 银行存款  -2.50 CNY  ; bankAccount:28016301001101
            """;
        Task<VouchersImported> Trial(string text) => _world.Ask<VouchersImported>(
            new ImportVouchers(Medical, "hledger", Trial: true),
            BookWorld.By(BookWorld.Treasurer, body: new MemoryStream(Encoding.UTF8.GetBytes(text))));

        var tried = await Trial(Journal);
        Assert.Equal(
            [new ImportedAccount("支出:门诊", "", "", 2), new ImportedAccount("资产:1001 银行存款", "1001", "银行存款", 2)],
            tried.Accounts);
        Assert.Equal((2, 4, "12.50"), (tried.Vouchers, tried.Lines, tried.Debit.ToPlainYuan()));
        Assert.Equal([2, 5], tried.Problems.Select(problem => problem.Line));

        tried = await Trial(Journal.Replace("门诊  10.00 CNY", "500101 住院  10.00 CNY  ; item:a", StringComparison.Ordinal)
            .Replace("门诊  2.50 CNY", "500101 住院  2.50 CNY  ; item:a", StringComparison.Ordinal));
        Assert.Empty(tried.Problems);
        Assert.Equal(0, tried.Prepared);
        Assert.Null(await _world.Store.Head(Medical, default));
    }

    [Fact]
    public async Task Import_OfASheet_ReadsItAsATableWithTheSheetsOwnLines()
    {
        var sheet = await Sheet(
            ["凭证序号", "日期", "摘要", "科目编码", "借方", "贷方", "银行账户", "项目科目"],
            ["1", "2026-04-01", "支付住院费", "500101", "1000", "", "", "inpatient"],
            ["1", "2026-04-01", "支付住院费", "1001", "", "1000", "28016301001101", ""]);
        var imported = await Import(Medical, "csv", sheet);
        Assert.Empty(imported.Problems);
        Assert.Equal((1, 2, 1), (imported.Vouchers, imported.Lines, imported.Prepared));

        sheet = await Sheet(
            ["凭证序号", "日期", "摘要", "科目编码", "借方", "贷方"], [], ["1", "某日", "支付", "500101", "1", ""]);
        Assert.Equal(
            ["3 日期 not_a_date"],
            (await Import(Medical, "csv", sheet)).Problems.Select(each => $"{each.Line} {each.Column} {each.Code}"));
    }

    [Fact]
    public async Task Import_IntoABookThatIsNotThere_NeedsTheRightToOpenIt()
    {
        var clerk = new Actor(
            "u-9", "制单", Division.Of("630102"), null,
            [new Grant(new HashSet<string> { "voucher.prepare" }, null, Division.Of("630102"))]);
        var refused = await _world.Try(
            new ImportVouchers(Medical, "hledger"),
            BookWorld.By(clerk, body: new MemoryStream(Encoding.UTF8.GetBytes(
                "2026-03-05 x\n    支出:500101  1.00 CNY  ; item:a\n    资产:1001  ; bankAccount:28016301001101\n"))));
        Assert.Equal("book_not_open", refused.Problem().Code);
        Assert.Null(await _world.Store.Head(Medical, default));
    }

    /// <summary>The smallest xlsx that has inline texts.</summary>
    private static async Task<byte[]> Sheet(params string[][] rows)
    {
        var cells = rows.Select((row, index) => row.Length == 0 ? ""
            : $"<row r=\"{index + 1}\">{string.Concat(row.Select((text, column) =>
                $"<c r=\"{(char)('A' + column)}{index + 1}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>");
        using var zip = new MemoryStream();
        await using (var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Create, true, Encoding.UTF8))
        {
            foreach (var (name, text) in new[]
            {
                ("xl/workbook.xml", "<workbook/>"),
                ("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{string.Concat(cells)}</sheetData></worksheet>"),
            })
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync();
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text));
            }
        }
        return zip.ToArray();
    }

    [Theory]
    [InlineData("12,50 CNY")]
    [InlineData("1.234,50 CNY")]
    [InlineData("12.345 CNY")]
    [InlineData("10 CNY @ 2 USD")]
    [InlineData("900000000000000 CNY")]
    public async Task Import_OfAnAmountThatCouldMeanTwoThings_IsRefused(string amount)
    {
        var imported = await Import(Medical, "hledger", $"2026-03-05 x\n    支出:500101  {amount}\n    资产:1001\n");
        Assert.Contains(imported.Problems, problem => problem is { Line: 2, Code: "not_an_amount" });
        Assert.Equal(0, imported.Prepared);
    }
}
