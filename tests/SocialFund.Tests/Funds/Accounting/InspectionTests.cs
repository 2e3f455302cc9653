using System.Text.Json.Nodes;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>内部稽核: what it says of a sound book, of one that was tampered with, and of what deserves a look.</summary>
public sealed class InspectionTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    private static Dictionary<string, string> Bank => new() { ["bankAccount"] = "6300001" };

    private async Task Pay(string id, string date, string yuan) => (await _world.Post(BookWorld.Event(
        id, "payment", date, Fund.EnterprisePension, new EventAmount("x", "500101", BookWorld.Yuan(yuan), Bank))))
        .Require();

    /// <summary>Keyed, audited and posted by three, in June 2026.</summary>
    private async Task<VoucherNumber> Key(string date, string summary, int papers, string debit, string credit)
    {
        var input = new VoucherInput(
            DateOnly.Parse(date, null), summary,
            [
                new LineInput(debit, BookWorld.Yuan("500.00"), null, null, debit == "1001" ? Bank : null),
                new LineInput(credit, null, BookWorld.Yuan("500.00"), null, credit == "1001" ? Bank : null),
            ],
            papers);
        var prepared = await _world.Ask<PreparedAnswer>(
            new PrepareVoucher(Book, null, input), BookWorld.By(BookWorld.Person("u-1", "赵制单")));
        return await Post(prepared.Number);
    }

    private async Task<VoucherNumber> Post(int number)
    {
        await _world.Ask<MovedAnswer>(
            new AuditVouchers(Book, [number]), BookWorld.By(BookWorld.Person("u-2", "钱审核")));
        var posted = await _world.Ask<MovedAnswer>(
            new PostVouchers(Book, [number]), BookWorld.By(BookWorld.Person("u-3", "孙记账")));
        return posted.Rows.Single().Voucher!.Value;
    }

    private async Task<InspectionCheck> Check(string id) =>
        (await _world.Ask<BookInspection>(new InspectBook(Book, null))).Checks.Single(check => check.Id == id);

    private async Task Tamper(string document, Action<JsonObject> change)
    {
        var stored = (await _world.Store.Read(Containers.Books, Book.Text, document))!;
        var body = JsonNode.Parse(stored.Body)!.AsObject();
        change(body);
        var put = new Write.Put(document, stored.Type, body.ToJsonString());
        (await _world.Store.Commit(Containers.Books, Book.Text, [put])).Require();
    }

    [Fact]
    public async Task Inspect_OfASoundBook_FindsNoFaultAndCounts()
    {
        await Key("2026-06-10", "利息", 1, "1001", "4301");
        await Pay("pay-1", "2026-06-11", "100.00");
        await Pay("pay-2", "2026-06-12", "20.50");
        var inspected = await _world.Ask<BookInspection>(new InspectBook(Book, null));
        Assert.Equal(
            (BookPeriod.Of(2026, 6), 3L, 6L, "620.50"),
            (inspected.Period, inspected.Vouchers, inspected.Lines, inspected.Debit.ToPlainYuan()));
        Assert.All(inspected.Checks, check => Assert.Equal((check.Id, 0L), (check.Id, check.Count)));
        var end = await _world.Ask<BookEnd>(new ReadBookEnd(Book));
        Assert.Equal(end.Periods.Single().Digest, inspected.Digest);
    }

    [Fact]
    public async Task Inspect_WhenAVoucherWasAltered_NamesItAndThePageThatDisagrees()
    {
        await Pay("pay-1", "2026-06-11", "100.00");
        await Pay("pay-2", "2026-06-12", "20.50");
        await Pay("pay-3", "2026-06-13", "3.00");
        await Tamper("voucher-202606-0000002", voucher =>
        {
            foreach (var line in voucher["lines"]!.AsArray()) { line!["amount"] = 2051; }
        });
        var chain = await Check("chain");
        Assert.Equal(
            ("202606-0002", "内容与校验值不符，凭证已被改动。", 1L),
            (chain.Findings[0].Voucher?.Text, chain.Findings[0].Text, chain.Count));
        Assert.Equal(
            [
                "科目 1001：账页借 0.00 贷 123.50，凭证借 0.00 贷 123.51。",
                "科目 500101：账页借 123.50 贷 0.00，凭证借 123.51 贷 0.00。",
            ],
            (await Check("pages")).Findings.Select(finding => finding.Text));
    }

    [Fact]
    public async Task Inspect_WhenAVoucherIsUnbalancedOrGone_SaysSo()
    {
        for (var day = 11; day < 15; day++) { await Pay($"pay-{day}", $"2026-06-{day}", $"{day}.00"); }
        await Tamper("voucher-202606-0000001", voucher => voucher["lines"]![0]!["amount"] = 1);
        var stored = (await _world.Store.Read(Containers.Books, Book.Text, "voucher-202606-0000003"))!;
        (await _world.Store.Commit(Containers.Books, Book.Text, [new Write.Delete(stored.Id, stored.ETag)])).Require();
        Assert.Equal(
            [
                ("202606-0001", "内容与校验值不符，凭证已被改动。"),
                (null, "凭证文档 voucher-202606-0000001 已损坏，不能按凭证读出。"),
                ("202606-0003", "此号凭证缺失，凭证号不连续。"),
                ("202606-0004", "与上一张凭证不衔接，此处前后有凭证被替换。"),
            ],
            (await Check("chain")).Findings.Select(finding => (finding.Voucher?.Text, finding.Text)));
    }

    [Fact]
    public async Task Inspect_WhenTheLastVouchersAreGone_SaysFromWhere()
    {
        await Pay("pay-1", "2026-06-11", "1.00");
        await Pay("pay-2", "2026-06-12", "2.00");
        var stored = (await _world.Store.Read(Containers.Books, Book.Text, "voucher-202606-0000002"))!;
        (await _world.Store.Commit(Containers.Books, Book.Text, [new Write.Delete(stored.Id, stored.ETag)])).Require();
        var finding = Assert.Single((await Check("chain")).Findings);
        Assert.Equal(("202606-0002", "期间应有2张凭证，此号起缺失。"), (finding.Voucher?.Text, finding.Text));
    }

    [Fact]
    public async Task Inspect_ListsWhatDeservesASecondLook()
    {
        var late = await Key("2026-06-01", "利息", 0, "1001", "4301");
        var first = await Key("2026-06-05", "利息二", 1, "1001", "4301");
        var second = await Key("2026-06-05", "利息二", 1, "1001", "4301");
        await Pay("pay-1", "2026-06-06", "1700.00");
        var red = await _world.Ask<PreparedAnswer>(
            new ReverseVoucher(Book, second, new DateOnly(2026, 6, 14), "重复记账"),
            BookWorld.By(BookWorld.Person("u-1", "赵制单")));
        var reversed = await Post(red.Number);

        Assert.Equal(
            [(late.Text, "2026-06-15 记账，晚14天。")],
            (await Check("late")).Findings.Select(finding => (finding.Voucher?.Text, finding.Text)));
        Assert.Equal([late.Text], (await Check("papers")).Findings.Select(finding => finding.Voucher?.Text));
        Assert.Equal(
            [(second.Text, $"与凭证 {first} 相同：利息二。")],
            (await Check("twice")).Findings.Select(finding => (finding.Voucher?.Text, finding.Text)));
        Assert.Equal(
            [(reversed.Text, $"冲销 {second}：重复记账（赵制单 制单）。")],
            (await Check("reversed")).Findings.Select(finding => (finding.Voucher?.Text, finding.Text)));
        // 1,500.00 in, 1,700.00 out on the 6th, 500.00 taken back on the 14th.
        Assert.Equal(
            [(6, "-200.00"), (14, "-700.00")],
            (await Check("overdrawn")).Findings.Select(finding => (
                finding.Date!.Value.Day, finding.Amount!.Value.ToPlainYuan())));
        Assert.Equal(
            ["1001 银行存款 期末借方余额 -700.00。"],
            (await Check("contrary")).Findings.Select(finding => finding.Text));
    }

    [Fact]
    public async Task Inspect_OfAMonthWithoutVouchersOrABookThatIsNot_Answers()
    {
        await Pay("pay-1", "2026-06-11", "1.00");
        var empty = await _world.Ask<BookInspection>(new InspectBook(Book, BookPeriod.Of(2026, 3)));
        Assert.Equal((0L, 0L), (empty.Vouchers, empty.Checks.Where(check => check.IsHard).Sum(check => check.Count)));
        var none = await _world.Try(new InspectBook(Book with { Year = 2020 }, null));
        Assert.Equal("not_found", none.Problem().Code);
    }
}
