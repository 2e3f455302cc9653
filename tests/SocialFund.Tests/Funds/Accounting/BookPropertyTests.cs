using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Random streams of events, repeats among them, against a naive model: a list of what was booked.</summary>
public sealed class BookPropertyTests
{
    private static readonly string[] Rules =
        ["payment", "refund", "critical-illness", "remit-up", "transfer-out", "special"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Books_ForAnyStreamOfEvents_BalanceAtEveryMomentAndEqualTheSumOfTheirLines(int seed)
    {
        var random = new Random(seed);
        var world = new BookWorld();
        var model = new Dictionary<string, (VoucherRef Voucher, BusinessEvent Event)>();
        for (var step = 0; step < 120; step++)
        {
            var again = model.Count > 0 && random.Next(5) == 0;
            var happened = again ? model.Values.ElementAt(random.Next(model.Count)).Event : Any(random, $"e{step}");
            var voucher = (await world.Post(happened)).Require();
            if (again) { Assert.Equal(model[happened.Id].Voucher, voucher); }
            else { model[happened.Id] = (voucher, happened); }
            await Check(world, TextValue.Parse<BookId>(voucher.Book), seed, step);
        }
        Assert.Equal(
            model.Count, model.Values.Select(each => (each.Voucher.Book, each.Voucher.Voucher)).Distinct().Count());
    }

    private static BusinessEvent Any(Random random, string id)
    {
        var fund = random.Next(2) == 0 ? Fund.EnterprisePension : Fund.Unemployment;
        var rule = Rules[random.Next(Rules.Length)];
        var amounts = Enumerable.Range(0, random.Next(1, 4)).Select(index => BookWorld.Amount(
            $"k{index}", $"50010{random.Next(1, 5)}", Money.FromFen(Fen(random, rule)).ToPlainYuan(),
            item: $"i{random.Next(3)}"));
        var date = new DateOnly(2026, random.Next(1, 4), random.Next(1, 29));
        return BookWorld.Event(id, rule, $"{date:yyyy-MM-dd}", fund, [.. amounts]);
    }

    private static long Fen(Random random, string rule)
    {
        var fen = random.NextInt64(1, 1_000_000_000);
        return rule is "payment" or "critical-illness" && random.Next(4) == 0 ? -fen : fen;
    }

    private static async Task Check(BookWorld world, BookId book, int seed, int step)
    {
        var where = $"SEED={seed} step {step}";
        var balance = await world.Ask<TrialBalance>(new ReadBalances(book, BookPeriod.Of(2026, 12), null, null));
        Assert.True(balance.Totals.YearDebit == balance.Totals.YearCredit, where);
        Assert.True(balance.Totals.ClosingDebit == balance.Totals.ClosingCredit, where);
        var page = await world.Ask<VoucherPage>(new ListVouchers(book, null, null, null, 1000, null));
        foreach (var row in balance.Rows.Where(row => row.IsLeaf))
        {
            var lines = page.Items.SelectMany(voucher => voucher.Lines)
                .Where(line => line.Account == row.Account).ToList();
            Assert.True(row.YearDebit.Fen == lines.Sum(line => line.Debit.Fen), where);
            Assert.True(row.YearCredit.Fen == lines.Sum(line => line.Credit.Fen), where);
        }
        foreach (var month in page.Items.GroupBy(voucher => voucher.Period))
        {
            Assert.Equal(Enumerable.Range(1, month.Count()), month.Select(voucher => voucher.Id.Sequence));
        }
    }
}
