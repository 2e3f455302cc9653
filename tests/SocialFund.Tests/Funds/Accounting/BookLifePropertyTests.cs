using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>
/// Two years of random events, vouchers by hand, reversals, closings and reopenings, against a naive model: the list of
/// all posted lines.
/// </summary>
public sealed class BookLifePropertyTests
{
    private static readonly BookId First = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly BookId Second = First with { Year = 2027 };
    private static readonly Actor[] People =
    [
        BookWorld.Person("u-1", "甲"), BookWorld.Person("u-2", "乙"), BookWorld.Person("u-3", "丙"),
    ];

    private readonly BookWorld _world = new();

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Books_WhateverHappens_AgreeWithTheirLinesAndCarryThemOn(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 150; step++)
        {
            await Something(random, step);
            if (step % 10 == 9) { await Check(First, seed, step); await Check(Second, seed, step); }
        }
        await CloseAll(First);
        await Check(First, seed, -1);
        var before = await Snapshot(First) + await Snapshot(Second);
        await _world.Try(new ReopenPeriod(First, BookPeriod.Closing(2026), "再结一次"));
        await _world.Try(new ClosePeriod(First, BookPeriod.Closing(2026)));
        Assert.Equal(before, await Snapshot(First) + await Snapshot(Second));
        await CheckCarried(seed);
    }

    private Task Something(Random random, int step) => random.Next(10) switch
    {
        < 5 => Happen(random, step),
        < 7 => ByHand(random),
        7 => Reverse(random),
        8 => Close(random),
        _ => Reopen(random),
    };

    private async Task Happen(Random random, int step)
    {
        var yuan = Money.FromFen(random.NextInt64(1, 100_000_000)).ToPlainYuan();
        var date = new DateOnly(random.Next(4) == 0 ? 2027 : 2026, random.Next(1, 13), random.Next(1, 29));
        var happened = BookWorld.Event(
            $"e{step}", "payment", $"{date:yyyy-MM-dd}", Fund.EnterprisePension, new EventAmount(
                "x", $"50010{random.Next(1, 5)}", BookWorld.Yuan(yuan), new Dictionary<string, string>
                {
                    ["bankAccount"] = $"63000{random.Next(3)}",
                    ["item"] = $"i{random.Next(4)}",
                }));
        (await _world.Books.PostWhereOpen(happened, Call.System("test", BookWorld.Now, "k"))).Require();
    }

    private async Task ByHand(Random random)
    {
        var amount = Money.FromFen(random.NextInt64(1, 1_000_000));
        var input = new VoucherInput(
            new DateOnly(2026, random.Next(1, 13), 15), "利息",
            [
                new LineInput(
                    "1001", amount, null, null, new Dictionary<string, string> { ["bankAccount"] = "630001" }),
                new LineInput("4301", null, amount, null, null),
            ]);
        var made = await _world.Try(new PrepareVoucher(First, null, input), BookWorld.By(People[0]));
        if (made.TryGet(out var answer, out var problem)) { await Finish(((PreparedAnswer)answer).Number); }
        else { Assert.IsType<PeriodClosed>(problem); }
    }

    private async Task Finish(int number)
    {
        await _world.Ask<MovedAnswer>(new AuditVouchers(First, [number]), BookWorld.By(People[1]));
        await _world.Ask<MovedAnswer>(new PostVouchers(First, [number]), BookWorld.By(People[2]));
    }

    private async Task Reverse(Random random)
    {
        var page = await _world.Ask<VoucherPage>(new ListVouchers(First, null, null, null, 1000, null));
        if (page.Items.Count == 0) { return; }
        var voucher = page.Items[random.Next(page.Items.Count)];
        var red = await _world.Try(
            new ReverseVoucher(First, voucher.Id, voucher.Date, "试验"), BookWorld.By(People[0]));
        if (red.TryGet(out var answer, out _)) { await Finish(((PreparedAnswer)answer).Number); }
    }

    private async Task Close(Random random)
    {
        var book = random.Next(3) == 0 ? Second : First;
        var view = await _world.Try(new ReadClosing(book, null));
        if (!view.TryGet(out var answer, out _)) { return; }
        await _world.Try(new ClosePeriod(book, ((ClosingView)answer).Period));
    }

    private async Task Reopen(Random random)
    {
        var book = random.Next(3) == 0 ? Second : First;
        var view = await _world.Try(new ReadClosing(book, null));
        if (view.TryGet(out var answer, out _) && ((ClosingView)answer).ClosedThrough is { } last)
        {
            await _world.Try(new ReopenPeriod(book, last, "试验反结账"));
        }
    }

    private async Task CloseAll(BookId book)
    {
        for (var month = 1; month <= 13; month++)
        {
            await _world.Try(new ClosePeriod(book, BookPeriod.Of(2026, month)));
        }
        var view = await _world.Ask<ClosingView>(new ReadClosing(book, null));
        Assert.Equal("202613", view.ClosedThrough?.Text);
    }

    /// <summary>Month, auxiliary and day pages, each against the lines; numbers; the statements' checks.</summary>
    private async Task Check(BookId book, int seed, int step)
    {
        var where = $"SEED={seed} step {step} {book}";
        if (await _world.Store.Head(book, default) is null) { return; }
        var vouchers = await Vouchers(book);
        var lines = vouchers.SelectMany(voucher => voucher.Lines.Select(line => (voucher.Period, Line: line))).ToList();
        Assert.All(vouchers, voucher => Assert.Equal(book.Fund, Assert.Single(
            voucher.Lines.Select(line => line.Account.Fund).Distinct())));
        foreach (var month in vouchers.GroupBy(voucher => voucher.Period))
        {
            Assert.Equal(Enumerable.Range(1, month.Count()), month.Select(voucher => voucher.Number.Sequence));
        }
        var model = lines.GroupBy(each => (each.Period, each.Line.Account.Code)).ToDictionary(
            group => group.Key,
            group => (group.Sum(each => each.Line.Debit.Fen), group.Sum(each => each.Line.Credit.Fen)));
        Assert.Equal(0, model.Values.Sum(sum => sum.Item1 - sum.Item2));

        Dictionary<(BookPeriod, AccountCode), (long, long)> Sums(
            IEnumerable<(BookPeriod Period, AccountCode Code, Turnover Moved)> parts) => parts
            .GroupBy(part => (part.Period, part.Code))
            .ToDictionary(group => group.Key, group => (
                group.Sum(part => part.Moved.Debit.Fen), group.Sum(part => part.Moved.Credit.Fen)));

        var months = await _world.Store.Months(book, default);
        var days = DayPage.Months(await _world.Store.Days(book, default), null, null);
        var aux = await _world.Store.Aux(book, default);
        Assert.True(Same(model, Sums(months.SelectMany(month => month.Accounts.Select(
            pair => (month.Period, pair.Key, pair.Value))))), where);
        Assert.True(Same(model, Sums(days.SelectMany(month => month.Accounts.Select(
            pair => (month.Period, pair.Key, pair.Value))))), where);
        Assert.True(Same(model, Sums(aux.SelectMany(page => page.Rows.Select(
            row => (page.Period, row.Account, row.Turnover))))), where);

        foreach (var id in new[] { "balance-sheet", "income-expenditure" })
        {
            var statement = await _world.Ask<StatementView>(new ReadStatement(
                id, book.Division, book.Fund, BookPeriod.Of(book.Year, 12), null, null, null, null, null));
            Assert.All(statement.Checks, check => Assert.True(check.IsGood, $"{where} {check.Title}"));
        }
    }

    private static bool Same<TKey>(Dictionary<TKey, (long, long)> left, Dictionary<TKey, (long, long)> right)
        where TKey : notnull =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out var other) && other == pair.Value);

    /// <summary>The next book opens with exactly what the closed year leaves, by bank account.</summary>
    private async Task CheckCarried(int seed)
    {
        if (await _world.Store.Head(Second, default) is null) { return; }
        static IEnumerable<string> Balances(IEnumerable<VoucherLine> lines) => lines
            .GroupBy(line => AuxPage.KeyOf(line.Account.Code, line.Dimensions))
            .Select(group => (group.Key, Fen: group.Sum(line => line.Debit.Fen - line.Credit.Fen)))
            .Where(each => each.Fen != 0)
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => $"{each.Key} {each.Fen}");

        var left = (await Vouchers(First)).SelectMany(voucher => voucher.Lines)
            .Where(line => line.Account.Code.Text[0] is '1' or '2' or '3');
        var opening = (await Vouchers(Second)).Where(voucher => voucher.Period.IsOpening)
            .SelectMany(voucher => voucher.Lines);
        Assert.True(Balances(left).SequenceEqual(Balances(opening)), $"SEED={seed}");
    }

    private async Task<List<Voucher>> Vouchers(BookId book)
    {
        var vouchers = new List<Voucher>();
        string? continuation = null;
        do
        {
            var page = await _world.Store.Query(Containers.Books, book.Text, new DocumentQuery("voucher")
            {
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            });
            vouchers.AddRange(page.Items.Select(document => document.As<Voucher>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return vouchers;
    }

    /// <summary>Everything the book says, to the byte.</summary>
    private async Task<string> Snapshot(BookId book) =>
        Json.Write(await Vouchers(book)) + Json.Write(await _world.Store.Months(book, default));
}
