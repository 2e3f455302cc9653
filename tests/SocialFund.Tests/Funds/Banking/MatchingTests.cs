using SocialFund.Funds.Banking;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Banking;

public sealed class MatchingTests
{
    private readonly BankWorld _world = new();

    private static MatchLines Match(IEnumerable<BankLine> bank, IEnumerable<BookLine> book) =>
        new(BankWorld.Account, [.. bank.Select(line => line.Id)], [.. book.Select(line => line.Id)]);

    [Fact]
    public async Task Suggest_RanksByAmountDateReferenceAndText_AndSaysWhy()
    {
        await _world.Pay("near", "2026-06-05", "100.00");
        await _world.Pay("far", "2026-06-08", "100.00");
        // The book's source names request 630102-11-202606-A1-1.
        await _world.Import(BankWorld.Table("500.00", ("2026-06-05", "-100.00", "X1", "630102-11-202606-A1-1 六月养老金")));
        var bank = Assert.Single((await _world.Work()).Bank);
        var found = (await _world.Ask<Page<Suggestion>>(new ReadCandidates(BankWorld.Account, bank.Id))).Items;
        Assert.Equal(["2026-06-05", "2026-06-08"], await DatesOf(found));
        // Half of 50 for the amount, for two have it; 20 for the day; 15 for the number. The later: 20*(6-3)/6.
        Assert.Equal(
            [("amount", 25), ("date", 20), ("reference", 15)],
            found[0].Reasons.Take(3).Select(reason => (reason.Id, reason.Points)));
        Assert.Equal(10, found[1].Reasons[1].Points);
        Assert.Equal("编号“630102-11-202606-A1-1”一致", found[0].Reasons[2].Text);
    }

    private async Task<IEnumerable<string>> DatesOf(IEnumerable<Suggestion> found)
    {
        var book = (await _world.BookLines()).ToDictionary(line => line.Id);
        return found.Select(each => $"{book[each.Book[0]].Date:yyyy-MM-dd}");
    }

    [Fact]
    public async Task Suggest_BeyondTheTolerance_IsNoCandidate()
    {
        await _world.Pay("a", "2026-06-01", "100.00");
        await _world.Import(BankWorld.Table(
            "500.00", ("2026-06-01", "1.00", "X0", ""), ("2026-06-07", "-100.00", "X1", "")));
        Assert.Empty((await _world.Work()).Suggestions);
        var dry = await _world.Ask<DryRun>(new ReadDryRun(BankWorld.Account, 6, 50, 20, 15, 15, 50, 4));
        Assert.Equal((1, 1, 0, 10000L), (dry.Suggestions, dry.Certain, dry.CertainNow, dry.Amount.Fen));
        Assert.Single(dry.Gained);
        Assert.Empty((await _world.Work()).Suggestions);

        await _world.Ask<MatchSettings>(new ChangeMatchSettings(
            BankWorld.Account, MatchSettings.Default with { ToleranceDays = 6, Threshold = 50 }));
        Assert.Single((await _world.Work()).Suggestions);
        Assert.Equal("invalid_value", await _world.Refusal(new ChangeMatchSettings(
            BankWorld.Account, MatchSettings.Default with { ToleranceDays = 61 })));
    }

    [Fact]
    public async Task Suggest_OneBankLineForSeveralVouchers_AndTheOtherWay()
    {
        foreach (var yuan in (string[])["10.00", "20.00", "30.00"]) { await _world.Pay(yuan, "2026-06-02", yuan); }
        await _world.Pay("b", "2026-06-04", "7.00");
        await _world.Import(BankWorld.Table(
            "500.00", ("2026-06-02", "-60.00", "X1", ""), ("2026-06-04", "-3.00", "X2", ""),
            ("2026-06-04", "-4.00", "X3", "")));
        var found = (await _world.Work()).Suggestions;
        Assert.Equal(
            [(1, 3, -6000L), (2, 1, -700L)],
            found.Select(each => (each.Bank.Count, each.Book.Count, each.Amount.Fen)).Order());
    }

    [Fact]
    public async Task Automatic_TakesWhatIsCertain_AndLeavesTies()
    {
        await _world.Pay("a", "2026-06-02", "10.00");
        await _world.Pay("b", "2026-06-03", "20.00");
        await _world.Pay("c", "2026-06-03", "20.00");
        await _world.Import(BankWorld.Table(
            "500.00", ("2026-06-02", "-10.00", "X1", "六月养老金"), ("2026-06-03", "-20.00", "X2", ""),
            ("2026-06-03", "-20.00", "X3", "")));
        var done = await _world.Ask<MatchedAll>(new MatchAll(BankWorld.Account));
        Assert.Equal((1, 1000L, 2), (done.Matched, done.Amount.Fen, done.Left));
        var match = Assert.Single((await _world.Work()).Recent);
        Assert.Equal("automatic", match.How);
        Assert.Equal(0, (await _world.Ask<MatchedAll>(new MatchAll(BankWorld.Account))).Matched);
    }

    [Fact]
    public async Task Match_WhenSumsDifferByAFen_IsRefused()
    {
        await _world.Pay("a", "2026-06-02", "10.00");
        await _world.Import(BankWorld.Table("500.00", ("2026-06-02", "-10.01", "X1", "")));
        var work = await _world.Work();
        Assert.Equal("match_uneven", await _world.Refusal(Match(work.Bank, work.Book)));
        Assert.Equal("match_size", await _world.Refusal(Match(work.Bank, [])));
        Assert.Equal(
            "not_found", await _world.Refusal(new MatchLines(BankWorld.Account, [work.Bank[0].Id], ["mark-x"])));
    }

    [Fact]
    public async Task Match_OfALineThatIsTaken_IsRefused_AndUndoingOpensItAndKeepsATrace()
    {
        await _world.Pay("a", "2026-06-02", "10.00");
        await _world.Pay("b", "2026-06-02", "10.00");
        await _world.Import(BankWorld.Table(
            "500.00", ("2026-06-02", "-10.00", "X1", ""), ("2026-06-02", "-10.00", "X2", "")));
        var work = await _world.Work();
        var match = await _world.Ask<BankMatch>(Match(work.Bank.Take(1), work.Book.Take(1)));
        Assert.Equal("line_taken", await _world.Refusal(Match(work.Bank.Take(1), work.Book.Skip(1))));
        Assert.Equal("line_taken", await _world.Refusal(Match(work.Bank.Skip(1), work.Book.Take(1))));

        await _world.Ask<BankMatch>(new UndoMatch(BankWorld.Account, match.Id));
        Assert.Equal("match_undone", await _world.Refusal(new UndoMatch(BankWorld.Account, match.Id)));
        Assert.Equal((2, 2), ((await _world.Work()).Bank.Count, (await _world.Work()).Book.Count));
        var trace = Assert.Single((await _world.Ask<Page<BankMatch>>(new ListMatches(BankWorld.Account))).Items);
        Assert.Equal(("match-0000001", "国库会计"), (trace.Id, trace.UndoneBy!.Name));
        Assert.Equal("match-0000002", (await _world.Ask<BankMatch>(Match(work.Bank.Take(1), work.Book.Take(1)))).Id);
        Assert.Equal(
            ["bank.import", "bank.match", "bank.unmatch", "bank.match"], await Audits());
    }

    private async Task<IEnumerable<string>> Audits() => (await _world.Books.Store.Query(
        Containers.Books, $"bank-{BankWorld.Account}", new DocumentQuery("audit")))
        .Items.Select(document => document.As<AuditRecord>().Action);

    /// <summary>A voucher and its red reversal never reach the bank.</summary>
    [Fact]
    public async Task Match_OfBookLinesThatCancelOut_NeedsNoBankLine()
    {
        await _world.Import(BankWorld.Table("500.00", ("2026-06-01", "1.00", "X1", "")));
        await _world.Pay("a", "2026-06-02", "10.00");
        await _world.Pay("b", "2026-06-03", "-10.00");
        var match = await _world.Ask<BankMatch>(Match([], (await _world.Work()).Book));
        Assert.True(match.Amount.IsZero);
        Assert.Empty((await _world.Work()).Book);
    }

    [Fact]
    public async Task Match_OfAnotherAccountsLine_IsRefused()
    {
        _world.Register("6300005555");
        await _world.Pay("a", "2026-06-02", "10.00");
        await _world.Import(BankWorld.Table("500.00", ("2026-06-02", "-10.00", "X1", "")));
        var work = await _world.Work();
        var other = Match(work.Bank, work.Book) with { Account = BankWorld.Account with { Number = "6300005555" } };
        Assert.Equal("not_found", await _world.Refusal(other));
    }

    [Fact]
    public async Task Accounts_AreThoseOfTheRegistry()
    {
        var rows = await _world.Ask<Page<BankAccountRow>>(new ListBankAccounts(BankWorld.Account.Division));
        Assert.Equal("630102-11-6300001234", Assert.Single(rows.Items).Account.Text);
        Assert.False(BankAccountId.TryParse("630102-11-12", out _));
        Assert.True(BankAccountId.TryParse("630102-11-6300001234", out var read) && read == BankWorld.Account);
    }
}
