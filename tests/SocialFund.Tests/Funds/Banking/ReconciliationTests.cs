using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Banking;

public sealed class ReconciliationTests
{
    private readonly BankWorld _world = new();

    /// <summary>
    /// Begins at 0.00 in the book and 0.00 at the bank. Book in June: +1000.00 (1st), −300.00 (5th), −50.00 (30th).
    /// Bank: +1000.00 (1st), −300.00 (8th), +2.50 interest (21st).
    /// </summary>
    private async Task June()
    {
        await _world.Pay("in", "2026-06-01", "-1000.00");
        await _world.Pay("pension", "2026-06-05", "300.00");
        await _world.Pay("late", "2026-06-30", "50.00");
        await _world.Import(BankWorld.Table(
            "0.00", ("2026-06-01", "1000.00", "B1", "划入"), ("2026-06-08", "-300.00", "B2", "养老金"),
            ("2026-06-21", "2.50", "B3", "结息")), new ImportStatement(BankWorld.Account, To: new DateOnly(2026, 6, 30)));
        await MatchAll();
    }

    private async Task MatchAll()
    {
        await _world.Ask<MatchSettings>(new ChangeMatchSettings(
            BankWorld.Account, MatchSettings.Default with { Threshold = 40 }));
        await _world.Ask<MatchedAll>(
            new MatchAll(BankWorld.Account), BankWorld.Call() with { Now = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero) });
    }

    private static (long, long, long, long, long, long) Figures(Reconciliation at) => (
        at.BankBalance.Fen, at.BookOut.Sum.Fen, at.AdjustedBank.Fen, at.BookBalance.Fen, at.BankIn.Sum.Fen,
        at.AdjustedBook.Fen);

    [Fact]
    public async Task Statement_AtTheMonthsEnd_HasBothSidesEqual()
    {
        await June();
        Assert.Equal("no_statement", await _world.Refusal(
            new ReadReconciliation(BankWorld.Account, new DateOnly(2026, 5, 31))));
        var at = await _world.Reconcile("2026-06-30");
        // 702.50 − 50.00 paid in the book only = 652.50; 650.00 + 2.50 interest at the bank only = 652.50.
        Assert.Equal((70250, 5000, 65250, 65000, 250, 65250), Figures(at));
        Assert.True(at.IsEqual);
        var paid = Assert.Single(at.BookOut.Items);
        Assert.Equal(("2026-06-30", 0), ($"{paid.Date:yyyy-MM-dd}", paid.Days));
        Assert.Equal(("B3", 9), (Assert.Single(at.BankIn.Items).Reference, at.BankIn.Items[0].Days));
    }

    /// <summary>On the 6th the bank had not paid yet what the book paid on the 5th, matched since or not.</summary>
    [Fact]
    public async Task Statement_AtAnEarlierDay_HasOpenWhatWasOpenThen()
    {
        await June();
        var at = await _world.Reconcile("2026-06-06");
        Assert.Equal((100000, 30000, 70000, 70000, 0, 70000), Figures(at));
        Assert.Equal(-30000, Assert.Single(at.BookOut.Items).Amount.Fen);
    }

    [Fact]
    public async Task Statement_WhenTheSidesDifferedAtTheBeginning_SaysByHowMuch()
    {
        await _world.Pay("before", "2026-05-31", "-80.00");
        await _world.Import(BankWorld.Table("100.00", ("2026-06-02", "5.00", "B1", "")));
        var at = await _world.Reconcile("2026-06-10");
        Assert.Equal((2000L, true), (at.StartDifference.Fen, at.IsEqual));
        // From 31 May on, the 80.00 is a line that can be open: 0 at the beginning, 100 at the bank.
        await _world.Ask<MatchSettings>(new ChangeMatchSettings(
            BankWorld.Account, MatchSettings.Default with { BookFrom = new DateOnly(2026, 5, 31) }));
        at = await _world.Reconcile("2026-06-10");
        Assert.Equal((10000L, 8000L, true), (at.StartDifference.Fen, at.BookIn.Sum.Fen, at.IsEqual));
    }

    [Fact]
    public async Task Ageing_PutsEachOpenLineIntoItsBand()
    {
        await June();
        var ageing = await _world.Ask<Ageing>(new ReadAgeing(BankWorld.Account, new DateOnly(2026, 7, 8)));
        // 8 July: the payment of 30 June is 8 days old, the interest of 21 June 17.
        Assert.Equal(
            [("7天以内", 0, 0), ("8至30天", 1, 1), ("31至90天", 0, 0), ("90天以上", 0, 0)],
            ageing.Bands.Select(band => (band.Title, band.BankCount, band.BookCount)));
        ageing = await _world.Ask<Ageing>(new ReadAgeing(BankWorld.Account, new DateOnly(2026, 9, 28)));
        Assert.Equal((0, 1, 1, 0), (ageing.Bands[2].BankCount, ageing.Bands[2].BookCount, ageing.Bands[3].BankCount,
            ageing.Bands[3].BookCount));
        Assert.Equal(5000, ageing.Bands[2].BookAmount.Fen);
    }

    [Fact]
    public async Task ThreeWay_LedgerJournalAndBank_Agree()
    {
        await June();
        var at = await _world.Ask<ThreeWay>(new ReadThreeWay(BankWorld.Account, new DateOnly(2026, 6, 30)));
        Assert.Equal(
            [("ledger-journal", 65000L, 65000L), ("journal-bank", 65250L, 65250L)],
            at.Agreements.Select(each => (each.Id, each.Left.Fen, each.Right.Fen)));
        Assert.All(at.Agreements, each => Assert.True(each.IsEqual));
        Assert.False(at.HasAgencyBooks);
    }

    [Fact]
    public async Task Closing_OfAMonth_TellsWhatTheBankStillLacks()
    {
        await June();
        var book = new BookId(BankWorld.Account.Division, Fund.EnterprisePension, 2026, BookKind.Fsa);
        var check = new BankCheck(_world.Books.Store, _world.Books.Charts);
        var june = await check.Look(book, BookPeriod.Of(2026, 6), default);
        Assert.Equal(("bank", false, false, "尾号1234：2笔未达，已调节相符。"), (june.Id, june.IsGood, june.IsHard, june.Text));
        var july = await check.Look(book, BookPeriod.Of(2026, 7), default);
        Assert.Equal("尾号1234：对账单未到月末。", july.Text);
        var aux = await check.Look(book with { Kind = BookKind.Aux }, BookPeriod.Of(2026, 6), default);
        Assert.True(aux.IsGood);
    }

    /// <summary>Matches cross the year's end, and the next year's book need not be there.</summary>
    [Fact]
    public async Task Statement_AcrossTheYearsEnd_StaysEqual()
    {
        await _world.Pay("dec", "2025-12-30", "10.00");
        await _world.Import(BankWorld.Table(
            "0.00", ("2025-12-01", "40.00", "B0", ""), ("2026-01-04", "-10.00", "B1", "")));
        await MatchAll();
        var end = await _world.Reconcile("2025-12-31");
        Assert.Equal((4000L, 1000L, true), (end.BankBalance.Fen, end.BookOut.Sum.Fen, end.IsEqual));
        var january = await _world.Reconcile("2026-01-31");
        Assert.Equal((3000L, -1000L, 0L, true), (
            january.BankBalance.Fen, january.BookBalance.Fen, january.BookOut.Sum.Fen, january.IsEqual));
    }

    /// <summary>After any sequence of imports, postings, matches and undoings, at any day.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Statement_AfterAnySequenceOfMatching_HasBothSidesEqual(int seed)
    {
        var random = new Random(seed);
        var (balance, checks) = (0L, 0);
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(5))
            {
                case 0:
                    // Few amounts, so that pairs and groups come up by themselves.
                    await _world.Pay($"e{step}", $"2026-0{random.Next(1, 4)}-{random.Next(1, 29):00}",
                        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Amount(random)}.00")]);
                    break;
                case 1:
                    var date = $"2026-{1 + step / 30:00}-{1 + step % 28:00}";
                    var rows = Enumerable.Range(0, random.Next(1, 4))
                        .Select(index => (date, $"{Amount(random)}.00", $"B{step}-{index}", "")).ToArray();
                    var text = BankWorld.Table($"{balance}.00", rows);
                    var given = await _world.Try(
                        new ImportStatement(BankWorld.Account),
                        BankWorld.Call(body: System.Text.Encoding.UTF8.GetBytes(text)));
                    if (given.TryGet(out _, out _)) { balance += rows.Sum(row => long.Parse(row.Item2[..^3], null)); }
                    break;
                case 2: await MatchSome(random); break;
                case 3: await _world.Ask<MatchedAll>(new MatchAll(BankWorld.Account)); break;
                case 4: await UndoSome(random); break;
            }
            var day = new DateOnly(2026, 1, 1).AddDays(random.Next(120));
            var asked = await _world.Try(new ReadReconciliation(BankWorld.Account, day));
            if (!asked.TryGet(out var answer, out var problem))
            {
                Assert.Equal("no_statement", problem.Code);
                continue;
            }
            checks++;
            var at = (Reconciliation)answer;
            Assert.True(at.IsEqual, $"SEED={seed} step {step} {day}: {at.AdjustedBank} ≠ {at.AdjustedBook}");
        }
        Assert.NotEmpty((await _world.Ask<Page<BankMatch>>(new ListMatches(BankWorld.Account))).Items);
        Assert.True(checks > 20, $"SEED={seed}: {checks} checks");
    }

    private static int Amount(Random random) => random.Next(1, 5) * (random.Next(4) == 0 ? 1 : -1);

    private async Task MatchSome(Random random)
    {
        var work = await _world.Work();
        if (work.Suggestions.Count > 0)
        {
            var one = work.Suggestions[random.Next(work.Suggestions.Count)];
            await _world.Try(new MatchLines(BankWorld.Account, one.Bank, one.Book, true));
        }
        // And one at random, which is refused unless its sums are equal.
        await _world.Try(new MatchLines(
            BankWorld.Account, [.. work.Bank.Where(_ => random.Next(3) == 0).Select(line => line.Id)],
            [.. work.Book.Where(_ => random.Next(3) == 0).Select(line => line.Id)]));
    }

    private async Task UndoSome(Random random)
    {
        var recent = (await _world.Work()).Recent;
        if (recent.Count == 0) { return; }
        await _world.Ask<BankMatch>(new UndoMatch(BankWorld.Account, recent[random.Next(recent.Count)].Id));
    }
}
