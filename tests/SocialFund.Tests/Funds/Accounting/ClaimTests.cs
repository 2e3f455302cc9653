using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>应收应付 of the 备查账, raised and settled by clerks. Today is 2026-06-15.</summary>
public sealed class ClaimTests
{
    private readonly MemoWorld _world = new();

    [Fact]
    public async Task Claims_ByDocument_AreOpenUntilSettled()
    {
        await Raise("receivable", "R1", "2026-03-01", "subsidy", "5000.00", "青财社〔2026〕1号", "省财政厅");
        await Raise("receivable", "R2", "2026-06-01", "remittance", "70.00", "计划3", "");
        await Raise("payable", "P1", "2026-05-10", "approved", "800.00", "批12", "城东区社保局");
        await Raise("receivable-settle", "R1-1", "2026-04-01", "subsidy", "2000.00", "青财社〔2026〕1号", "省财政厅");
        await Raise("payable-settle", "P1-1", "2026-06-10", "approved", "800.00", "批12", "城东区社保局");
        var open = await List();
        Assert.Equal(
            [("应收上级补助", "青财社〔2026〕1号", "省财政厅", "5000.00", "2000.00", "3000.00", 106),
                ("应收下级上解", "计划3", "", "70.00", "0.00", "70.00", 14)],
            open.Items.Select(claim => (
                claim.AccountName, claim.Document, claim.Counterparty, claim.Raised.ToPlainYuan(),
                claim.Settled.ToPlainYuan(), claim.Open.ToPlainYuan(), claim.Days!.Value)));
        Assert.Equal("202603-0001", open.Items[0].Voucher.Number);
        Assert.Equal(("3070.00", "0.00"), (open.Receivable.ToPlainYuan(), open.Payable.ToPlainYuan()));
        Assert.Equal(
            ["30 70.00", "90 0.00", "180 3000.00", "over 0.00"],
            open.ReceivableAges.Select(age => $"{age.Code} {age.Amount.ToPlainYuan()}"));
        Assert.Equal(["批12"], (await List("settled")).Items.Select(claim => claim.Document));
        Assert.Equal(3, (await List("all")).Items.Count);
        Assert.Equal("invalid_value", (await _world.Books.Try(
            new ListClaims(null, null, null, "waiting"))).Problem().Code);
    }

    [Fact]
    public async Task Claim_WhenMoreIsSettledThanRaised_IsOpenNegative()
    {
        await Raise("payable", "P1", "2026-05-10", "other", "10.00", "D", "");
        await Raise("payable-settle", "P1-1", "2026-05-11", "other", "10.01", "D", "");
        Assert.Equal("-0.01", Assert.Single((await List()).Items).Open.ToPlainYuan());
    }

    [Fact]
    public async Task Raise_WithoutTheDocumentThatLinksIt_IsRefused()
    {
        var request = Request("receivable", "R1", "2026-03-01", "subsidy", "5000.00", "", "");
        Assert.Equal("text_missing", (await _world.Books.Try(request)).Problem().Code);
        foreach (var rule in (string[])["prepay", "prepay-settle"])
        {
            var byHand = new RaiseEvent(
                MemoWorld.Book.Division, MemoWorld.Book.Fund, rule, new DateOnly(2026, 6, 1), "1", null,
                [new EventAmount("basic-pension", null, BookWorld.Yuan("1.00"), new Dictionary<string, string>())],
                new Dictionary<string, string>());
            Assert.Equal("rule_not_by_hand", (await _world.Books.Try(byHand)).Problem().Code);
        }
    }

    private async Task<ClaimList> List(string? state = null)
    {
        await _world.Deliver();
        return await _world.Books.Ask<ClaimList>(new ListClaims(Division.Of("630100"), null, null, state));
    }

    /// <summary>A clerk raises it, two others audit and post it.</summary>
    private async Task Raise(
        string rule, string number, string date, string key, string yuan, string document, string counterparty)
    {
        var raised = await _world.Books.Ask<EventRaised>(
            Request(rule, number, date, key, yuan, document, counterparty));
        await _world.Books.Ask<MovedAnswer>(
            new AuditVouchers(raised.Book, [raised.Number]), BookWorld.By(BookWorld.Person("u-a", "审核")));
        var posted = await _world.Books.Ask<MovedAnswer>(
            new PostVouchers(raised.Book, [raised.Number]), BookWorld.By(BookWorld.Person("u-p", "记账")));
        Assert.Equal((1, 0), (posted.Done, posted.Refused));
    }

    private static RaiseEvent Request(
        string rule, string number, string date, string key, string yuan, string document, string counterparty) => new(
        MemoWorld.Book.Division, MemoWorld.Book.Fund, rule, DateOnly.Parse(date, null), number, null,
        [new EventAmount(key, null, BookWorld.Yuan(yuan), new Dictionary<string, string>
        {
            ["document"] = document,
            ["counterparty"] = counterparty,
        })],
        new Dictionary<string, string> { ["reason"] = "测试" });
}
