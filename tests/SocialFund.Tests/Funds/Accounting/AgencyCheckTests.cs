using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>The special account's book against the agency's.</summary>
public sealed class AgencyCheckTests
{
    private static readonly BookId Fsa = MemoWorld.Book with { Kind = BookKind.Fsa };

    private readonly BookWorld _world = new();

    [Fact]
    public async Task Months_WhenBothBooksAgree_HaveNoDifference()
    {
        await Pay("f1", "2026-03-10", "100.00");
        await Agency("a1", "agency-appropriation", "2026-03-11", "appropriation", "100.00");
        // Money of another kind is not compared: paid to persons, interest of the special account itself.
        await Post("f2", "payment", "2026-03-12", Amount("basic-pension", "500101", "55.00"));
        await Post("f3", "interest", "2026-03-21", Amount("account", null, "9.00"));
        await Post("f4", "interest", "2026-03-21", Amount("expenditure", null, "1.20"));
        await Agency("a2", "agency-interest", "2026-03-21", "interest", "1.20");
        await Post("f5", "treasury-transfer", "2026-03-25", Amount("transfer", null, "70.00"));
        await Post("f6", "suspense-clear", "2026-03-26", Amount("unit", null, "70.00"));
        await Agency("a3", "agency-treasury-transfer", "2026-03-25", "transfer", "70.00");
        var check = await Read();
        Assert.True(check.HasAgencyBook);
        Assert.Equal(
            ["3: 100.00 100.00 71.20 71.20"],
            check.Months.Select(month => $"{month.Month}: {month.SpecialOut.ToPlainYuan()} "
                + $"{month.AgencyOut.ToPlainYuan()} {month.SpecialIn.ToPlainYuan()} {month.AgencyIn.ToPlainYuan()}"));
        Assert.Empty(check.Differences);
        Assert.True((await Closing(3)).IsGood);
    }

    [Fact]
    public async Task Differences_WhenBooksDiffer_NameTheVouchersOfBothSides()
    {
        await Pay("f1", "2026-03-31", "100.00");
        await Agency("a1", "agency-appropriation", "2026-04-01", "appropriation", "100.00");
        await Pay("f2", "2026-04-10", "30.00");
        await Agency("a2", "agency-appropriation", "2026-04-11", "appropriation", "30.01");
        var check = await Read();
        Assert.Equal(
            ["Out 202603-0001 202604-0001", "Out 202604-0001 -", "Out - 202604-0002"],
            check.Differences.Select(each =>
                $"{each.Flow} {each.Special?.Voucher.Number ?? "-"} {each.Agency?.Voucher.Number ?? "-"}"));
        Assert.Equal(
            ["3 100.00", "4 -100.01"],
            check.Months.Select(month => $"{month.Month} {month.DifferenceOut.ToPlainYuan()}"));
        foreach (var month in check.Months)
        {
            var explained = check.Differences.Aggregate(Money.Zero, (sum, each) => sum
                + (each.Special?.Month == month.Month ? each.Special.Amount : Money.Zero)
                - (each.Agency?.Month == month.Month ? each.Agency.Amount : Money.Zero));
            Assert.Equal(month.DifferenceOut, explained);
        }
        var closing = await Closing(4);
        Assert.Equal((false, false, 3L), (closing.IsGood, closing.IsHard, closing.Count));
    }

    [Fact]
    public async Task Check_WhenTheAgencysBookIsNotKept_SaysSo()
    {
        await Pay("f1", "2026-03-10", "100.00");
        var check = await Read();
        Assert.False(check.HasAgencyBook);
        Assert.Equal("没有经办机构的辅助账，不核对。", (await Closing(3)).Text);
    }

    private Task<AgencyCheck> Read() =>
        _world.Ask<AgencyCheck>(new ReadAgencyCheck(Fsa.Division, Fsa.Fund, 2026));

    private async Task<ClosingCheck> Closing(int month) =>
        (await _world.Ask<ClosingView>(new ReadClosing(Fsa, BookPeriod.Of(2026, month))))
            .Checks.Single(check => check.Id == "agency");

    /// <summary>The special account pays the 支出户.</summary>
    private Task Pay(string id, string date, string yuan) => Post(
        id, "payment", date, Amount("basic-pension", "500101", yuan, "agencyAccount"));

    private Task Agency(string id, string rule, string date, string key, string yuan) => Post(
        id, rule, date, Amount(key, null, yuan, "bankAccount"));

    /// <param name="dimension">Names the 支出户; null where none is concerned.</param>
    private static EventAmount Amount(string key, string? account, string yuan, string? dimension = null) => new(
        key, account, BookWorld.Yuan(yuan), dimension is null ? new Dictionary<string, string>()
            : new Dictionary<string, string> { [dimension] = MemoWorld.Account });

    private async Task Post(string id, string rule, string date, EventAmount amount) =>
        (await _world.Post(BookWorld.Event(id, rule, date, Fsa.Fund, amount))).Require();
}
