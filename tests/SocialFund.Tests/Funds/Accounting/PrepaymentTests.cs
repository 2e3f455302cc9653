using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>预拨 and its write-off in the 备查账. Today is 2026-06-15.</summary>
public sealed class PrepaymentTests
{
    private readonly MemoWorld _world = new();

    [Fact]
    public async Task Prepaid_WhenToldTwice_IsBookedOnceWithItsRequest()
    {
        var paid = await _world.Prepay("Q1", "2026-06-10", ("basic-pension", "1000.50"), ("disability", "200.00"));
        await _world.Tell(paid);
        var voucher = Assert.Single((await _world.Vouchers()).Items);
        Assert.Equal("预拨支出户：养老金（城东区社保局）", voucher.Summary);
        Assert.Equal(new SourceLink("request", "Q1", "第 1 轮支付"), voucher.Source);
        Assert.Equal(
            [("1101", "1000.50", "basic-pension"), ("1101", "200.00", "disability"), ("3001", "-1200.50", "")],
            voucher.Lines.Select(line => (
                line.Account.Text, (line.Debit - line.Credit).ToPlainYuan(),
                line.Dimensions.GetValueOrDefault("item", ""))));
        Assert.Equal(
            ("A1", MemoWorld.Account),
            (voucher.Lines[0].Dimensions["agency"], voucher.Lines[0].Dimensions["bankAccount"]));
    }

    [Fact]
    public async Task Details_WhenImported_WriteOffTheOldestFirstAndTheSameFileAgainChangesNothing()
    {
        await _world.Register();
        await _world.Prepay("Q4", "2026-04-10", ("basic-pension", "1000.00"));
        await _world.Prepay("Q5", "2026-05-10", ("basic-pension", "1000.00"), ("disability", "300.00"));
        await _world.Prepay("Q6", "2026-06-10", ("basic-pension", "1000.00"));
        var file = MemoWorld.Row("D1", "2026-04-20", "基本养老金", "990.00")
            + MemoWorld.Row("D2", "20260520", "basic-pension", "500.00")
            + MemoWorld.Row("D2", "20260520", "病残津贴", "300.00")
            + MemoWorld.Row("D3", "2026-05-25", "basic-pension", "-15.00");
        var done = await _world.Import(file);
        Assert.Equal(
            (4, 3, 3, 0, "1775.00"),
            (done.Rows, done.Documents, done.Booked, done.Unchanged, done.Amount.ToPlainYuan()));
        Assert.Empty(done.Problems);
        Assert.Empty(done.Overpaid);
        var again = await _world.Import(file);
        Assert.Equal((3, 0, 3, "0.00"), (again.Documents, again.Booked, again.Unchanged, again.Amount.ToPlainYuan()));
        Assert.Equal(6, (await _world.Vouchers()).Total);

        // 990 + 500 − 15 taken from April's 1000 and May's, the 15 that came back being money of their own.
        var found = await _world.Read();
        Assert.Equal(
            [("2026-05-10", "基本养老金", "510.00", 36, "90"), ("2026-05-25", "基本养老金", "15.00", 21, "30"),
                ("2026-06-10", "基本养老金", "1000.00", 5, "30")],
            found.Open.Select(rest => (
                rest.Date.ToString("yyyy-MM-dd"), rest.ItemName, rest.Rest.ToPlainYuan(), rest.Days, rest.Age)));
        Assert.Equal(("Q5", "202605-0001"), (found.Open[0].Source.Id, found.Open[0].Voucher.Number));
        Assert.Equal("1525.00", found.Balance.ToPlainYuan());
        Assert.Equal(
            [("30", "1015.00"), ("90", "510.00"), ("180", "0.00"), ("over", "0.00")],
            found.Ages.Select(age => (age.Code, age.Amount.ToPlainYuan())));

        foreach (var division in (string[])["630102", "630100", "630000"])
        {
            var page = await _world.List(division);
            var row = Assert.Single(page.Items);
            Assert.Equal(
                ("0.00", "3300.00", "1775.00", "1525.00", "0.00"),
                (row.Opening.ToPlainYuan(), row.Prepaid.ToPlainYuan(), row.Settled.ToPlainYuan(),
                    row.Balance.ToPlainYuan(), row.Uncovered.ToPlainYuan()));
            Assert.Equal(
                ("城东区社保局", "河湟银行城东支行", "2026-05-10"),
                (row.AgencyName, row.BankName, row.Since!.Value.ToString("yyyy-MM-dd")));
            Assert.Equal("1525.00", page.Balance.ToPlainYuan());
            Assert.Equal(found.Ages, page.Ages);
        }
    }

    [Fact]
    public async Task Details_WhenMoreThanPrepaid_AreBookedAndToldAsOverpaid()
    {
        await _world.Register();
        await _world.Prepay("Q6", "2026-06-01", ("basic-pension", "100.00"));
        var done = await _world.Import(
            MemoWorld.Row("D1", "2026-06-02", "basic-pension", "80.00")
            + MemoWorld.Row("D2", "2026-06-03", "basic-pension", "30.50")
            + MemoWorld.Row("D3", "2026-06-04", "disability", "7.00"));
        Assert.Equal((3, "17.50"), (done.Booked, Assert.Single(done.Overpaid).Amount.ToPlainYuan()));
        var found = await _world.Read();
        Assert.Equal(
            [("D2", "30.50", "10.50"), ("D3", "7.00", "7.00")],
            found.Uncovered.Select(rest => (rest.Source.Id, rest.Amount.ToPlainYuan(), rest.Rest.ToPlainYuan())));
        Assert.Equal(("-17.50", 0), (found.Balance.ToPlainYuan(), found.Open.Count));
        // Whoever imports sees it at once, before any message is delivered.
        var list = await _world.Books.Ask<PrepaymentList>(
            new ListPrepayments(MemoWorld.Book.Division, null, null, null));
        Assert.Equal("17.50", list.Uncovered.ToPlainYuan());
        // The next prepayment of the item covers what was paid before it.
        await _world.Prepay("Q7", "2026-06-14", ("basic-pension", "20.00"));
        Assert.Equal(["9.50"], (await _world.Read()).Open.Select(rest => rest.Rest.ToPlainYuan()));
    }

    [Fact]
    public async Task Refund_OfARequest_TakesBackItsOwnPrepaymentFirst()
    {
        await _world.Prepay("Q4", "2026-04-10", ("basic-pension", "100.00"));
        var paid = await _world.Prepay("Q5", "2026-05-10", ("basic-pension", "100.00"));
        await _world.Tell(paid with { Key = "prepay-Q5-refund-1", IsBack = true, Date = new DateOnly(2026, 5, 12) });
        var found = await _world.Read();
        Assert.Equal([("Q4", "100.00")], found.Open.Select(rest => (rest.Source.Id, rest.Rest.ToPlainYuan())));
        Assert.Equal("100.00", found.Balance.ToPlainYuan());
    }

    [Fact]
    public async Task Rows_WhenBad_AreNamedAndTheirDocumentsLeftOut()
    {
        await _world.Register();
        const string Good = ",2026-06-01,basic-pension,1.00\n";
        var done = await _world.Import(
            $"999999,enterprise-pension,A1,{MemoWorld.Account},A{Good}"
            + $"630102,养路费,A1,{MemoWorld.Account},B{Good}"
            + $"630102,enterprise-pension,A2,{MemoWorld.Account},C{Good}"
            + $"630102,unemployment,A1,{MemoWorld.Account},D{Good}"
            + MemoWorld.Row("a/b", "2026-06-01", "basic-pension", "1.00")
            + MemoWorld.Row("E", "2026-06-16", "basic-pension", "1.00")
            + MemoWorld.Row("F", "2026-06-01", "养路费", "1.00")
            + MemoWorld.Row("G", "2026-06-01", "basic-pension", "0.00")
            + MemoWorld.Row("G", "2026-06-01", "basic-pension", "5.00")
            + MemoWorld.Row("H", "2026-06-01", "basic-pension", "5.00")
            + MemoWorld.Row("H", "2026-06-02", "basic-pension", "5.00")
            + MemoWorld.Row("I", "2026-06-02", "basic-pension", "6.00"));
        Assert.Equal(
            [
                (2, "division_unknown"), (3, "fund_unknown"), (4, "account_unregistered"), (5, "account_unregistered"),
                (5, "item_unknown"), (6, "not_a_document"), (7, "not_a_date"), (8, "item_unknown"),
                (9, "not_an_amount"),
                (10, "document_withheld"), (11, "document_dates"),
            ],
            done.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal((12, 1, 1), (done.Rows, done.Documents, done.Booked));
        var other = await _world.Import(MemoWorld.Row("I", "2026-06-02", "basic-pension", "6.01"));
        Assert.Equal([(2, "event_differs")], other.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal((0, 0), (other.Booked, other.Unchanged));
        Assert.Equal(
            "column_missing", Assert.Single((await _world.Books.Ask<AgencyDetailImport>(
                new ImportAgencyDetails(), BookWorld.By(BookWorld.Treasurer, null, new MemoryStream(
                    Encoding.UTF8.GetBytes("区划,险种,经办机构,支出户账号,单据号,日期,项目\n"))))).Problems).Code);
    }

    [Fact]
    public async Task Rows_OfAnotherDivision_AreRefusedAndNotShown()
    {
        await _world.Register();
        await _world.Prepay("Q6", "2026-06-01", ("basic-pension", "100.00"));
        var clerk = new Actor("u-c", "区县经办", Division.Of("630103"), null,
            [new Grant(new HashSet<string> { "voucher.prepare", "book.view" }, null, Division.Of("630103"))]);
        var done = await _world.Import(MemoWorld.Row("D1", "2026-06-02", "basic-pension", "80.00"), clerk);
        Assert.Equal(["not_allowed"], done.Problems.Select(problem => problem.Code));
        await _world.Deliver();
        var page = await _world.Books.Ask<PrepaymentList>(
            new ListPrepayments(null, null, null, null), BookWorld.By(clerk));
        Assert.Empty(page.Items);
        Assert.False(clerk.May(
            Permission.BookView, new ReadPrepayment(MemoWorld.Book, "A1", MemoWorld.Account).ScopeFor(clerk)));
        Assert.False(clerk.May(Permission.BookView, new ListPrepayments(
            Division.Of("630102"), null, null, null).ScopeFor(clerk)));
    }

    [Fact]
    public async Task NextYear_ShowsWhatIsCarriedAsOpeningWithItsOwnAge()
    {
        await _world.Prepay("Q1", "2025-12-20", ("basic-pension", "100.00"));
        await _world.Prepay("Q2", "2026-06-05", ("basic-pension", "40.00"));
        var row = Assert.Single((await _world.List()).Items);
        Assert.Equal(
            ("100.00", "40.00", "140.00", "2025-12-20"),
            (row.Opening.ToPlainYuan(), row.Prepaid.ToPlainYuan(), row.Balance.ToPlainYuan(),
                row.Since!.Value.ToString("yyyy-MM-dd")));
        Assert.Equal(["Q1", "Q2"], (await _world.Read()).Open.Select(rest => rest.Source.Id));
        var trial = await _world.Books.Ask<TrialBalance>(new ReadBalances(MemoWorld.Book, null, null, null));
        Assert.Equal("140.00", trial.Rows.Single(each => each.Account.Text == "1101").ClosingDebit.ToPlainYuan());
        // Nothing happened in 2027 yet: its rows are those of 2026, carried on.
        var later = Assert.Single((await _world.List(year: 2027)).Items);
        Assert.Equal(("140.00", "0.00"), (later.Opening.ToPlainYuan(), later.Prepaid.ToPlainYuan()));
        Assert.Equal("100.00", (await _world.List(year: 2025)).Balance.ToPlainYuan());
    }

    [Fact]
    public async Task Agency_WhenItsOwnBookIsKept_StandsBesideTheBalance()
    {
        await _world.Register();
        await _world.Prepay("Q6", "2026-06-01", ("basic-pension", "100.00"));
        var received = BookWorld.Event(
            "e1", "agency-appropriation", "2026-06-02", MemoWorld.Book.Fund,
            new EventAmount("appropriation", null, BookWorld.Yuan("100.00"),
                new Dictionary<string, string> { ["bankAccount"] = MemoWorld.Account }));
        (await _world.Books.Post(received)).Require();
        var row = Assert.Single((await _world.List()).Items);
        Assert.Equal(("100.00", "100.00"), (row.Balance.ToPlainYuan(), row.AgencyBook?.ToPlainYuan()));
        Assert.Null(row.Bank);
        Assert.Equal("100.00", (await _world.Read()).AgencyBook?.ToPlainYuan());
        Assert.Equal("not_found", (await _world.Books.Try(
            new ReadPrepayment(MemoWorld.Book with { Kind = BookKind.Fsa }, "A1", "1"))).Problem().Code);
    }

    [Fact]
    public async Task Bank_WhenAStatementOfTheAccountWasImported_StandsBesideTheBalance()
    {
        await _world.Register();
        await _world.Prepay("Q6", "2026-06-01", ("basic-pension", "100.00"));
        var account = new BankAccountId(MemoWorld.Book.Division, MemoWorld.Book.Fund, MemoWorld.Account);
        var banking = new BankingModule(_world.Books.Store, _world.Books.Charts);
        var body = new MemoryStream(Encoding.UTF8.GetBytes(
            "交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号\n"
            + $"2026-06-02,100.00,,100.00,L1,专户,,拨款,{MemoWorld.Account}\n"
            + $"2026-06-09,,25.50,74.50,L2,代发户,,养老金,{MemoWorld.Account}\n"));
        var imported = (StatementAnswer)(await banking.Endpoints
            .Single(endpoint => endpoint.Request == typeof(ImportStatement))
            .Handle(new ImportStatement(account, "hehuang"), BookWorld.By(BookWorld.Treasurer, null, body))).Require();
        Assert.Empty(imported.Problems);
        var bank = new BankBalance(new DateOnly(2026, 6, 9), BookWorld.Yuan("74.50"));
        Assert.Equal(bank, Assert.Single((await _world.List()).Items).Bank);
        Assert.Equal(bank, (await _world.Read()).Bank);
        // Nothing of a 支出户 is matched with the books of the special account.
        Assert.Equal("not_found", (await banking.Endpoints
            .Single(endpoint => endpoint.Request == typeof(ReadBankWork))
            .Handle(new ReadBankWork(account), BookWorld.By(BookWorld.Treasurer))).Problem().Code);
    }

    /// <summary>Σ prepaid − Σ written off = balance = open − uncovered = the ledger's, whatever comes in what order.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Balance_AfterAnyEvents_IsPrepaidLessWrittenOff(int seed)
    {
        await _world.Register();
        var random = new Random(seed);
        var (prepaid, settled) = (0L, 0L);
        var last = new List<AgencyPrepaid>();
        for (var step = 0; step < 25; step++)
        {
            var yuan = $"{random.Next(1, 900)}.{random.Next(100):00}";
            var fen = BookWorld.Yuan(yuan).Fen;
            var date = new DateOnly(2025 + random.Next(2), 1 + random.Next(6), 1 + random.Next(12));
            var item = random.Next(2) == 0 ? "basic-pension" : "disability";
            var day = date.ToString("yyyy-MM-dd");
            switch (random.Next(4))
            {
                case 0 or 1:
                    last.Add(await _world.Prepay($"Q{step}", day, (item, yuan)));
                    prepaid += fen;
                    break;
                case 2 when last.Count > 0:
                    var back = last[random.Next(last.Count)];
                    await _world.Tell(back with { Key = $"back-{step}", IsBack = true, Date = date });
                    prepaid -= back.Items[0].Amount.Fen;
                    break;
                default:
                    var sign = random.Next(5) == 0 ? "-" : "";
                    Assert.Empty((await _world.Import(MemoWorld.Row($"D{step}", day, item, sign + yuan))).Problems);
                    settled += sign.Length > 0 ? -fen : fen;
                    break;
            }
        }
        var row = Assert.Single((await _world.List()).Items);
        Assert.Equal(prepaid - settled, row.Balance.Fen);
        Assert.Equal(prepaid - settled, row.Ages.Sum(age => age.Amount.Fen) - row.Uncovered.Fen);
        var found = await _world.Read();
        Assert.Equal(
            prepaid - settled, found.Open.Sum(rest => rest.Rest.Fen) - found.Uncovered.Sum(rest => rest.Rest.Fen));
        Assert.Equal(found.Balance, row.Balance);
        Assert.All(found.Open.Concat(found.Uncovered), rest => Assert.True(rest.Rest > Money.Zero));
    }
}
