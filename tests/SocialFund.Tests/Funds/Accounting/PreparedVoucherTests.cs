using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Vouchers by hand: prepared, audited and posted by three people.</summary>
public sealed class PreparedVoucherTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
    private static readonly Actor Zhao = BookWorld.Person("u-zhao", "赵制单");
    private static readonly Actor Qian = BookWorld.Person("u-qian", "钱审核");
    private static readonly Actor Sun = BookWorld.Person("u-sun", "孙记账");

    private readonly BookWorld _world = new();

    private static VoucherInput Interest(string yuan = "300.00", string date = "2026-06-20") => new(
        DateOnly.Parse(date, null), "收到活期利息",
        [
            new LineInput("1001", BookWorld.Yuan(yuan), null, null, Bank),
            new LineInput("4301", null, BookWorld.Yuan(yuan), "二季度利息", null),
        ],
        Papers: 2);

    private static Dictionary<string, string> Weather => new() { ["weather"] = "晴" };

    private static Dictionary<string, string> Bank => new() { ["bankAccount"] = "6300001" };

    private Task<PreparedAnswer> Prepare(VoucherInput input, int? number = null) =>
        _world.Ask<PreparedAnswer>(new PrepareVoucher(Book, number, input), BookWorld.By(Zhao));

    private Task<MovedAnswer> Audit(Actor by, params int[] numbers) =>
        _world.Ask<MovedAnswer>(new AuditVouchers(Book, numbers), BookWorld.By(by));

    private Task<MovedAnswer> Post(Actor by, params int[] numbers) =>
        _world.Ask<MovedAnswer>(new PostVouchers(Book, numbers), BookWorld.By(by));

    private async Task<VoucherNumber> Posted(VoucherInput input)
    {
        var number = (await Prepare(input)).Number;
        await Audit(Qian, number);
        return Assert.Single((await Post(Sun, number)).Rows).Voucher!.Value;
    }

    private Task<VoucherView> View(string number) =>
        _world.Ask<VoucherView>(new ReadVoucher(Book, TextValue.Parse<VoucherNumber>(number)));

    /// <summary>R-4.1-01, R-4.3-04.</summary>
    [Fact]
    public async Task Post_ByAThirdPerson_BearsThreeHandsAndMovesTheBook()
    {
        Assert.Equal("202606-0001", (await Posted(Interest())).Text);
        var voucher = await View("202606-0001");
        Assert.Equal(
            ("赵制单", "钱审核", "孙记账"), (voucher.PreparedBy.Name, voucher.AuditedBy.Name, voucher.PostedBy.Name));
        Assert.Equal(2, voucher.Papers);
        Assert.Equal(["收到活期利息", "二季度利息"], voucher.Lines.Select(line => line.Summary));
        Assert.Equal(new SourceLink("manual", "u-zhao", "赵制单 手工制单"), voucher.Source);
        var balances = await _world.Ask<TrialBalance>(new ReadBalances(Book, null, null, null));
        Assert.Equal(
            [("1001", "300.00"), ("4301", "300.00")],
            balances.Rows.Select(row => (
                row.Account.Text, (row.ClosingDebit + row.ClosingCredit).ToPlainYuan())));
        var waiting = await _world.Ask<PreparedPage>(new ListPrepared(Book, null, null, null, null));
        Assert.Empty(waiting.Items);
    }

    [Fact]
    public async Task Prepare_WhenNotPosted_MovesNothing()
    {
        await Prepare(Interest());
        var waiting = await _world.Ask<PreparedPage>(new ListPrepared(Book, PreparedState.Prepared, null, null, null));
        Assert.Equal(("待审核", "300.00"), (Assert.Single(waiting.Items).StateTitle, waiting.Debit.ToPlainYuan()));
        Assert.Empty((await _world.Ask<TrialBalance>(new ReadBalances(Book, null, null, null))).Rows);
    }

    [Fact]
    public async Task AuditAndPost_ByAHandThatIsOnIt_AreSameActor()
    {
        var number = (await Prepare(Interest())).Number;
        Assert.Equal("same_actor", Assert.Single((await Audit(Zhao, number)).Rows).Code);
        Assert.Equal("wrong_state", Assert.Single((await Post(Sun, number)).Rows).Code);
        Assert.Equal(1, (await Audit(Qian, number)).Done);
        Assert.Equal("same_actor", Assert.Single((await Post(Zhao, number)).Rows).Code);
        Assert.Equal("same_actor", Assert.Single((await Post(Qian, number)).Rows).Code);
        Assert.Equal(1, (await Post(Sun, number)).Done);
        Assert.Equal("wrong_state", Assert.Single((await Post(Sun, number)).Rows).Code);
    }

    [Fact]
    public async Task SendBack_ThenRevisedByTheSamePerson_GoesOn()
    {
        var number = (await Prepare(Interest())).Number;
        await Audit(Qian, number);
        var back = await _world.Ask<PreparedAnswer>(
            new SendBackVoucher(Book, number, "利息单金额为301元"), BookWorld.By(Qian));
        Assert.Equal(PreparedState.Returned, back.State);
        var other = await _world.Try(new PrepareVoucher(Book, number, Interest("301.00")), BookWorld.By(Sun));
        Assert.Equal("not_preparer", other.Problem().Code);
        Assert.Equal(PreparedState.Prepared, (await Prepare(Interest("301.00"), number)).State);
        var view = await _world.Ask<PreparedView>(new ReadPrepared(Book, number));
        Assert.Equal(("301.00", null), (view.Total.ToPlainYuan(), view.Note));
    }

    /// <summary>Numbers follow the order of posting, and what is dropped leaves no gap (凭证整理).</summary>
    [Fact]
    public async Task Post_InAnotherOrderThanPrepared_NumbersAsAsked()
    {
        await Prepare(Interest("1.00"));
        await Prepare(Interest("2.00"));
        await Prepare(Interest("3.00"));
        await _world.Ask<PreparedAnswer>(new DropVoucher(Book, 2, "重复"), BookWorld.By(Zhao));
        await Audit(Qian, 1, 3);
        var posted = await Post(Sun, 3, 2, 1);
        Assert.Equal(
            [(3, "202606-0001", null), (2, null, "wrong_state"), (1, "202606-0002", null)],
            posted.Rows.Select(row => (row.Number, row.Voucher?.Text, row.Code)));
        Assert.Equal("3.00", (await View("202606-0001")).Total.ToPlainYuan());
    }

    [Fact]
    public async Task Prepare_WithFaults_TellsEveryLineAtOnce()
    {
        var input = new VoucherInput(
            new DateOnly(2025, 12, 31), "  ",
            [
                new LineInput("1001", BookWorld.Yuan("1.00"), null, null, null),
                new LineInput("5001", null, null, null, null),
                new LineInput("9999", BookWorld.Yuan("1.00"), BookWorld.Yuan("1.00"), null, null),
                new LineInput("4301", null, BookWorld.Yuan("1.00"), null, Weather),
            ]);
        var result = await _world.Try(new PrepareVoucher(Book, null, input), BookWorld.By(Zhao));
        var faults = Assert.IsType<VoucherRefused>(result.Problem()).Faults;
        Assert.Equal(
            [
                (0, "summary"), (0, "date"), (1, "dimensions"), (2, "account"), (2, "amount"), (3, "account"),
                (3, "amount"), (4, "dimensions"),
            ],
            faults.Select(fault => (fault.Line, fault.Field)));
        Assert.Equal("科目银行存款须填辅助核算：银行账户。", faults[2].Message);
    }

    [Fact]
    public async Task Prepare_WhenUnbalanced_SaysByHowMuch()
    {
        var input = Interest() with
        {
            Lines =
            [
                new LineInput("1001", BookWorld.Yuan("5.00"), null, null, Bank),
                new LineInput("4301", null, BookWorld.Yuan("4.99"), null, null),
            ],
        };
        var result = await _world.Try(new PrepareVoucher(Book, null, input), BookWorld.By(Zhao));
        Assert.Equal(new Unbalanced(BookWorld.Yuan("5.00"), BookWorld.Yuan("4.99")), result.Problem());
    }

    [Fact]
    public async Task Reverse_WhenPosted_LinksBothWaysAndTakesTheBalanceBack()
    {
        var original = await Posted(Interest());
        var red = await _world.Ask<PreparedAnswer>(
            new ReverseVoucher(Book, original, new DateOnly(2026, 6, 30), "记错账户"), BookWorld.By(Zhao));
        var again = await _world.Try(
            new ReverseVoucher(Book, original, new DateOnly(2026, 6, 30), "再来一次"), BookWorld.By(Qian));
        Assert.Equal(new AlreadyReversed(original, "制单 2 "), again.Problem());
        Assert.Null((await View("202606-0001")).ReversedBy);

        await Audit(Qian, red.Number);
        await Post(Sun, red.Number);
        Assert.Equal("202606-0002", (await View("202606-0001")).ReversedBy?.Text);
        var taken = await View("202606-0002");
        Assert.Equal(original, taken.Reverses);
        Assert.Equal(["-300.00", "0.00"], taken.Lines.Select(line => line.Debit.ToPlainYuan()));
        var balances = await _world.Ask<TrialBalance>(new ReadBalances(Book, null, null, null));
        Assert.All(balances.Rows, row => Assert.True(row.ClosingDebit.IsZero && row.ClosingCredit.IsZero));
    }

    [Fact]
    public async Task Drop_OfARedVoucher_FreesTheOriginal()
    {
        var original = await Posted(Interest());
        var reverse = new ReverseVoucher(Book, original, new DateOnly(2026, 6, 30), "记错账户");
        var red = await _world.Ask<PreparedAnswer>(reverse, BookWorld.By(Zhao));
        await _world.Ask<PreparedAnswer>(new DropVoucher(Book, red.Number, null), BookWorld.By(Zhao));
        Assert.Equal(3, (await _world.Ask<PreparedAnswer>(reverse, BookWorld.By(Zhao))).Number);
    }
}
