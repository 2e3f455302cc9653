using SocialFund.Funds.Accounting;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Standing;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Expenditure;

namespace SocialFund.Tests.Funds.Standing;

/// <summary>From a figure of the ledger down to the lines of the file it came with.</summary>
public sealed class LedgerPassportTests
{
    private static readonly BookId Book = new(ChainWorld.Chengdong, Fund.EnterprisePension, 2026, BookKind.Fsa);

    private static readonly Actor Auditor = ChainWorld.Person(
        "u-audit", "稽核", null, Permission.BookView, Permission.RequestView);

    private readonly ChainWorld _world = new();

    [Fact]
    public async Task Passport_OfAnAccountWithARefund_SumsAtEveryStep()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1), ChainWorld.Line(2, account: "100000288"));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        await _world.Receive(await _world.Refunds());
        var correction = new Correction(2, "收款人2", "100000200", "102851000019", "河湟银行城东支行");
        await _world.Ask<RequestAnswer>(ChainWorld.Agency, new ProposeCorrections(ChainWorld.Id, [correction]));
        await _world.Ask<RequestAnswer>(ChainWorld.Reviewer, new ConfirmCorrections(ChainWorld.Id));
        await _world.Run();
        await _world.Send(2);
        await _world.BankAnswers();

        var passport = await Passport("500101");

        // Paid 100 and 200, the 200 came back in red, and was paid again.
        Assert.Equal((300_00, 0), (passport.Debit.Fen, passport.Credit.Fen));
        Assert.Equal([300_00, -200_00, 200_00], passport.Vouchers.Select(voucher => voucher.Debit.Fen));
        Assert.Equal([300_00, 200_00, 200_00], passport.Vouchers.Select(voucher => voucher.Document!.Amount.Fen));
        Assert.Equal([2, 1, 1], passport.Vouchers.Select(voucher => voucher.Document!.Rows));
        Assert.Equal(["1 2", "2", "2"], passport.Vouchers.Select(voucher =>
            string.Join(' ', voucher.Document!.Lines.Select(line => line.Number))));
        foreach (var voucher in passport.Vouchers)
        {
            Assert.Equal(voucher.Document!.Amount, Sum(voucher.Document.Lines.Select(line => line.Amount)));
        }
        // The bank's side of the same vouchers.
        var bank = await Passport("1001");
        Assert.Equal((200_00, 500_00), (bank.Debit.Fen, bank.Credit.Fen));
        Assert.Equal([300_00, 200_00, 200_00], bank.Vouchers.Select(voucher => voucher.Document!.Amount.Fen));
    }

    [Fact]
    public async Task Passport_ByPages_HasEveryVoucherOfTheFigure()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1));
        await _world.ApproveAndSend();
        await _world.BankAnswers();

        var first = await Passport("1001", limit: 1);

        Assert.Equal(100_00, Sum(first.Vouchers.Select(voucher => voucher.Credit)).Fen);
        Assert.Null(first.Next);
        Assert.Equal("account_missing", await _world.Refused(
            Auditor, new ViewLedgerPassport(Book, AccountCode.Of("9999"))));
    }

    [Fact]
    public async Task Passport_ForWhoMaySeeNoRequests_HasNoDocuments()
    {
        await _world.OpenAccounts();
        await _world.Submit(ChainWorld.Line(1));
        await _world.ApproveAndSend();
        await _world.BankAnswers();
        var booksOnly = ChainWorld.Person("u-books", "账", null, Permission.BookView);

        var passport = await _world.Ask<LedgerPassport>(
            booksOnly, new ViewLedgerPassport(Book, AccountCode.Of("1001")));

        Assert.Null(Assert.Single(passport.Vouchers).Document);
    }

    private Task<LedgerPassport> Passport(string account, int? limit = null) => _world.Ask<LedgerPassport>(
        Auditor, new ViewLedgerPassport(Book, AccountCode.Of(account), Limit: limit));

    private static Money Sum(IEnumerable<Money> amounts) =>
        amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
