using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Banking;
using SocialFund.Funds.Payment;
using SocialFund.Kernel;
using SocialFund.Tests.Funds.Accounting;

namespace SocialFund.Tests.Funds.Banking;

/// <summary>Books and banking over one in-memory store, with one registered special account.</summary>
internal sealed class BankWorld
{
    public const string Number = "6300001234";

    private readonly BankingModule _module;

    public BankWorld()
    {
        _module = new BankingModule(Books.Store, Books.Charts);
        Register(Number);
    }

    public static BankAccountId Account { get; } = new(Division.Of("630102"), Fund.EnterprisePension, Number);

    public BookWorld Books { get; } = new();

    public IEnumerable<Endpoint> Endpoints => _module.Endpoints;

    public void Register(string number)
    {
        var account = new PayAccount(
            Account.Division, Account.Fund, AccountKind.Special, "", number, "城东区养老保险财政专户", "hehuang",
            "402851000019", "河湟银行城东支行");
        var write = new Write.Put(number, PayAccount.Type, Json.Write(account));
        Books.Store.Commit(Containers.System, PayAccount.Partition(Account.Division), [write]).Result.Require();
    }

    /// <summary>Books a payment out of the account; a negative amount came back in.</summary>
    public async Task<string> Pay(string id, string date, params string[] yuan)
    {
        var amounts = yuan.Select((each, index) => new EventAmount(
            $"k{index}", "500101", BookWorld.Yuan(each), new Dictionary<string, string>
            {
                ["item"] = $"k{index}",
                ["bankAccount"] = Number,
            }));
        var happened = BookWorld.Event(id, "payment", date, Fund.EnterprisePension, [.. amounts]);
        return (await Books.Post(happened)).Require().Voucher;
    }

    public static Call Call(string? key = null, byte[]? body = null) =>
        BookWorld.By(BookWorld.Treasurer, key, body is null ? null : new MemoryStream(body));

    public async Task<T> Ask<T>(object request, Call? call = null) => (T)(await Try(request, call)).Require();

    public Task<Result<object>> Try(object request, Call? call = null) => Endpoints
        .Single(endpoint => endpoint.Request == request.GetType()).Handle(request, call ?? Call());

    public async Task<string> Refusal(object request, Call? call = null)
    {
        Assert.False((await Try(request, call)).TryGet(out _, out var problem));
        return problem.Code;
    }

    public Task<StatementAnswer> Import(string text, ImportStatement? request = null) =>
        Ask<StatementAnswer>(request ?? new ImportStatement(Account), Call(body: Encoding.UTF8.GetBytes(text)));

    public Task<string> ImportRefused(string text, ImportStatement? request = null) =>
        Refusal(request ?? new ImportStatement(Account), Call(body: Encoding.UTF8.GetBytes(text)));

    public Task<BankWork> Work() => Ask<BankWork>(new ReadBankWork(Account));

    public async Task<IReadOnlyList<BookLine>> BookLines() => (await Work()).Book;

    public Task<Reconciliation> Reconcile(string date) =>
        Ask<Reconciliation>(new ReadReconciliation(Account, DateOnly.Parse(date, null)));

    /// <summary>A table of 河湟银行 with a right running balance.</summary>
    /// <param name="rows">Date, amount (negative went out), reference, summary.</param>
    public static string Table(
        string opening, params (string Date, string Yuan, string Reference, string Summary)[] rows)
    {
        var text = new StringBuilder("交易日期,收入金额,支出金额,余额,流水号,对方户名,对方账号,摘要,本方账号\n");
        var balance = BookWorld.Yuan(opening);
        foreach (var row in rows)
        {
            var amount = BookWorld.Yuan(row.Yuan);
            balance += amount;
            var (came, went) = amount > Money.Zero ? (amount.ToPlainYuan(), "") : ("", (-amount).ToPlainYuan());
            text.Append($"{row.Date},{came},{went},{balance.ToPlainYuan()},{row.Reference},,,{row.Summary},{Number}\n");
        }
        return text.ToString();
    }
}
