using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>The books of 城东区's enterprise pension with its agency A1 and 支出户 …0011. Today is 2026-06-15.</summary>
internal sealed class MemoWorld
{
    public const string Account = "2802000000011";
    public const string Header = "区划,险种,经办机构,支出户账号,单据号,日期,项目,金额（元）\n";

    public static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Memo);

    public BookWorld Books { get; } = new();

    public async Task Register()
    {
        var account = new PayAccount(
            Book.Division, Book.Fund, AccountKind.Expenditure, "A1", Account, "城东区社保局支出户", "", "102851000019",
            "河湟银行城东支行");
        (await Books.Store.Commit(
            Containers.System, PayAccount.Partition(Book.Division),
            [new Write.Create(account.Number, PayAccount.Type, Json.Write(account))])).Require();
    }

    /// <summary>As the chain tells it.</summary>
    public async Task<AgencyPrepaid> Prepay(string request, string date, params (string Item, string Yuan)[] items)
    {
        var paid = new AgencyPrepaid(
            $"prepay-{request}-r1", false, Book.Division, Book.Fund, "A1", "城东区社保局", Account,
            DateOnly.Parse(date, null),
            [.. items.Select(item => new PrepaidItem(item.Item, BookWorld.Yuan(item.Yuan)))], "养老金",
            new SourceLink("request", request, "第 1 轮支付"));
        await Tell(paid);
        return paid;
    }

    public Task Tell(AgencyPrepaid paid) => new BookPrepaid(Books.Books).Handle(
        new OutboxMessage("k", AgencyPrepaid.Topic, BookWorld.Now, System.Text.Json.JsonSerializer.SerializeToElement(
            paid, Json.Options)), Call.System("test", BookWorld.Now, "k"));

    public Task<AgencyDetailImport> Import(string rows, Actor? by = null) => Books.Ask<AgencyDetailImport>(
        new ImportAgencyDetails(),
        BookWorld.By(by ?? BookWorld.Treasurer, null, new MemoryStream(Encoding.UTF8.GetBytes(Header + rows))));

    /// <summary>A row of a file: of A1's 支出户.</summary>
    public static string Row(string document, string date, string item, string yuan) =>
        $"630102,enterprise-pension,A1,{Account},{document},{date},{item},{yuan}\n";

    /// <summary>Lets the lists be kept, as the outbox does.</summary>
    public async Task Deliver()
    {
        var pump = new OutboxPump(
            Books.Store, new FixedClock(BookWorld.Now),
            [new KeepMemoRows(Books.Store, Books.Charts, Memo.Over(Books.Store))], (_, error) => throw error);
        while (await pump.RunOnce(Containers.Books) > 0) { }
    }

    public async Task<PrepaymentList> List(string division = "630102", int? year = null)
    {
        await Deliver();
        return await Books.Ask<PrepaymentList>(new ListPrepayments(Division.Of(division), null, year, null));
    }

    public Task<PrepaymentDetail> Read() => Books.Ask<PrepaymentDetail>(new ReadPrepayment(Book, "A1", Account));

    public Task<VoucherPage> Vouchers(BookId? book = null) =>
        Books.Ask<VoucherPage>(new ListVouchers(book ?? Book, null, null, null, 1000, null));
}
