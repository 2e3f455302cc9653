using System.Security.Cryptography;
using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Funds.Income;
using SocialFund.Funds.Payment;
using SocialFund.Funds.Standing;
using SocialFund.Hosts.Local;
using SocialFund.Hosts.Pipeline;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Storage.Workflows;
using SocialFund.Tests.Simulation;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Expenditure;

/// <summary>What runs the scripts: the local engine, or the Azure head's adapter.</summary>
/// <param name="Run">Lets everything run until only events and later times are waited for.</param>
internal sealed record ScriptEngine(IWorkflows Workflows, Func<Task> Run)
{
    public delegate ScriptEngine Maker(IDocumentStore store, FakeClock clock, IEnumerable<IActivity> activities);

    public static ScriptEngine Local(IDocumentStore store, FakeClock clock, IEnumerable<IActivity> activities)
    {
        var engine = new JournaledEngine(
            store, clock, Business.Workflows, activities,
            (_, error) => throw new InvalidOperationException("The engine failed.", error), EngineLimits.OneByOne);
        return new ScriptEngine(engine, () => engine.RunUntilIdle());
    }
}

/// <summary>
/// Expenditure, Payment, Income and the real books over memory, with the real engine and pump. One thing after the
/// other, on a clock that moves only when told.
/// </summary>
internal sealed class ChainWorld
{
    public static readonly Division Chengdong = Division.Of("630102");
    public static readonly RequestId Id = TextValue.Parse<RequestId>("630102-11-202606-A1-B1");

    private readonly OutboxPump _pump;
    private readonly ScriptEngine _engine;
    private int _keys;

    /// <param name="isBudgetReal">The product's own budget control; else one in memory, whose limits tests set.</param>
    public ChainWorld(bool isBudgetReal = false, ScriptEngine.Maker? engine = null)
    {
        Store = new MemoryDocumentStore();
        Clock = new FakeClock(new DateTimeOffset(2026, 6, 15, 4, 0, 0, TimeSpan.Zero));
        Blobs = new MemoryBlobStore(Clock, bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var charts = new Charts(Store);
        Books = new Books(Store, charts, PostingRules.Shipped, new NationalCrypto());
        Accounting = AccountingModule.Over(
            Store, Blobs, charts, Books, PostingRules.Shipped, new NationalCrypto(), Memo.Over(Store));
        Payments = new Payments(Store);
        Payment = new PaymentModule(Store, Blobs, BankLayouts.Shipped);
        Expenditure = new ExpenditureModule(
            Store, Blobs, ExpenditureKinds.Shipped, isBudgetReal ? new BudgetControl(Store) : Budget,
            new RemittancePlans(Store), Books, Payments, new KnownAgencies(Agency1));
        Bank = new DemoBank(Blobs, BankLayouts.Shipped);
        Income = new IncomeModule(Store);
        Standing = new StandingModule(Store, ExpenditureKinds.Shipped, new SuspenseDesk(Store, Books), charts);
        var slips = new SlipChange(Store, Pooling.Shipped);
        _engine = (engine ?? ScriptEngine.Local)(
            Store, Clock,
            [
                .. Expenditure.Activities, new ReadStatus(slips), new RemindSlip(slips), new BookSlip(slips, Books),
            ]);
        _pump = new OutboxPump(
            Store, Clock,
            [
                .. Expenditure.Handlers(_engine.Workflows), .. Payment.Handlers, new ListRowsHandler(Store),
                new OpenSlips(slips), new RefundSlips(slips), new WakeSlips(_engine.Workflows), new SlipRows(Store),
                new BookPrepaid(Books), new KeepMemoRows(Store, charts, Memo.Over(Store)),
            ],
            (key, error) => throw new InvalidOperationException(key, error));
        Budget.Set("basic-pension", 1_000_000_00);
    }

    public static Agency Agency1 { get; } = new(
        "A1", "城东区社保局", Chengdong, [.. FundList.All.Select(entry => entry.Fund)]);

    public MemoryDocumentStore Store { get; }
    public FakeClock Clock { get; }
    public MemoryBlobStore Blobs { get; }
    public BudgetInMemory Budget { get; } = new();
    public Books Books { get; }
    public AccountingModule Accounting { get; }
    public Payments Payments { get; }
    public PaymentModule Payment { get; }
    public IWorkflows Workflows => _engine.Workflows;
    public ExpenditureModule Expenditure { get; }
    public IncomeModule Income { get; }
    public StandingModule Standing { get; }
    public DemoBank Bank { get; }

    public static Actor Agency { get; } = Person(
        "u-agency", "经办张", "A1", Permission.RequestView, Permission.RequestSubmit);

    public static Actor Clerk { get; } = Person(
        "u-clerk", "初审李", null, Permission.RequestView, Permission.RequestReviewClerk, Permission.PersonUnmask);

    public static Actor Reviewer { get; } = Person(
        "u-reviewer", "复审王", null, Permission.RequestView, Permission.RequestReviewReviewer);

    public static Actor Head { get; } = Person(
        "u-head", "处长赵", null, Permission.RequestView, Permission.RequestReviewHead);

    public static Actor Treasury { get; } = Person(
        "u-treasury", "国库孙", null, Permission.RequestView, Permission.TreasuryReview, Permission.PaymentView);

    public static Actor Cashier { get; } = Person(
        "u-cashier", "出纳周", null, Permission.RequestView, Permission.TreasuryPay, Permission.PaymentView);

    public static Actor Admin { get; } = Person("u-admin", "管理员", null, Permission.SettingChange);

    public static Actor Person(string id, string name, string? agency, params Permission[] permissions) => new(
        id, name, Chengdong, agency,
        [new Grant(permissions.Select(permission => permission.Code).ToHashSet(), null, Chengdong)]);

    public Call By(Actor actor, string? key = null) =>
        new(actor, Clock.GetUtcNow(), $"r-{_keys}", key ?? $"k-{++_keys}", "") { From = "10.0.0.1" };

    /// <summary>Calls an endpoint as the pipeline does, its permission check included.</summary>
    public async Task<Result<object>> Try(object request, Call call)
    {
        var endpoint = Expenditure.Endpoints.Concat(Payment.Endpoints).Concat(Income.Endpoints)
            .Concat(Standing.Endpoints)
            .Single(endpoint => endpoint.Request == request.GetType());
        if (endpoint.Access is Access.Needs needs
            && !call.May(needs.Permission, ((IScoped)request).ScopeFor(call.Actor)))
        {
            return new NotAllowed(needs.Permission.Title);
        }
        return await endpoint.Handle(request, call);
    }

    public Task<Result<object>> Try(Actor actor, object request) => Try(request, By(actor));

    public async Task<T> Ask<T>(Actor actor, object request) => (T)(await Try(request, By(actor))).Require();

    public async Task<string> Refused(Actor actor, object request) => (await Try(actor, request)).Problem().Code;

    /// <summary>Registers the special account of the fund, paid through that bank.</summary>
    /// <param name="ending">Of the agency's account; the demo bank answers by it.</param>
    public async Task OpenAccounts(
        string bank = "hehuang", Fund fund = Fund.EnterprisePension, string? ending = null)
    {
        var account = new PayAccount(
            Chengdong, fund, AccountKind.Special, "", $"28010000000{fund.Entry().Code}", "城东区社会保险基金财政专户", bank,
            "102851000019", "河湟银行城东支行");
        var agency = account with
        {
            Kind = AccountKind.Expenditure,
            Agency = "A1",
            Number = $"28020000000{ending ?? fund.Entry().Code}",
            Name = "城东区社保局支出户",
        };
        await Ask<Done>(Admin, new ImportAccounts(Chengdong, [account, agency]));
    }

    /// <summary>What the province plans that the county remits to its adjustment fund this year.</summary>
    public async Task IssuePlan(string documentNo, long fen)
    {
        var key = new PlanKey(Chengdong, Fund.EnterprisePension, 2026, RemittanceType.Adjustment);
        var plan = new RemittancePlan(
            key, Division.Of("630000"), Money.FromFen(fen), documentNo, "省社保局", Clock.GetUtcNow(),
            new Dictionary<string, Money>(), 1);
        var write = new Write.Create(RemittancePlan.Document, "remittancePlan", Json.Write(plan));
        (await Store.Commit(Containers.Income, key.Text, [write])).Require();
    }

    /// <summary>A valid identity number: born on a day of 1950, the sequence telling people apart.</summary>
    public static string CitizenIdOf(int person)
    {
        var digits = $"630102195{person / 1000 % 10}0101{person % 1000:000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = digits.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum();
        return digits + "10X98765432"[sum % 11];
    }

    /// <summary>A line of 100 yuan times its number, to an account that the bank pays unless told otherwise.</summary>
    public static TypedLine Line(int number, string? account = null, long? fen = null) => new(
        $"收款人{number}", CitizenIdOf(number), account ?? $"1000{number:00000}00", "102851000019", "河湟银行城东支行",
        "basic-pension", Money.FromFen(fen ?? number * 100_00L),
        new Dictionary<string, string> { ["month"] = "202606" });

    public static CreateRequest NewRequest(params TypedLine[] lines) => new(
        Chengdong, Fund.EnterprisePension, Id.Period, "A1", "B1", "periodic-benefit", "actual", "六月养老金", lines);

    public async Task Submit(params TypedLine[] lines)
    {
        await Ask<Submitted>(Agency, NewRequest(lines));
        await Run();
    }

    /// <summary>Lets messages and scripts run until only people, banks and time are waited for.</summary>
    public async Task Run()
    {
        bool isBusy;
        do
        {
            isBusy = false;
            await _engine.Run();
            foreach (var container in Containers.All)
            {
                while (await _pump.RunOnce(container) > 0) { isBusy = true; }
            }
        }
        while (isBusy);
    }

    public async Task Advance(TimeSpan span)
    {
        Clock.Advance(span);
        await Run();
    }

    /// <summary>An activity that a run of the chain has asked for, done late.</summary>
    public Task Do(string activity, int run) => Expenditure.Activities.Single(each => each.Name == activity).Run(
        new ChainInput(Id.Text, run), Call.System(activity, Clock.GetUtcNow(), $"late-{++_keys}"));

    public async Task Approve(Actor actor, RequestId? id = null, string? opinion = null)
    {
        await Ask<RequestAnswer>(actor, new ApproveRequest(id ?? Id, opinion));
        await Run();
    }

    /// <summary>Finance, treasury and cashier say yes; the file is at the bank.</summary>
    public async Task ApproveAndSend(RequestId? id = null)
    {
        await Approve(Clerk, id);
        await Approve(Reviewer, id);
        await Approve(Treasury, id);
        await Send(1, id);
    }

    public async Task Send(int round, RequestId? id = null)
    {
        await Ask<BatchAnswer>(Cashier, new SendBatch(new BatchId(id ?? Id, round)));
        await Run();
    }

    /// <summary>The bank answers what it was sent, and its files are taken in.</summary>
    public async Task<ReceiptAnswer?> BankAnswers()
    {
        ReceiptAnswer? last = null;
        foreach (var file in await Bank.Answer(new DateOnly(2026, 6, 16))) { last = await Receive(file); }
        return last;
    }

    /// <summary>The instructions that the bank has been sent.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SentRows(BankLayout layout)
    {
        var rows = new List<IReadOnlyDictionary<string, string>>();
        await foreach (var file in Blobs.List($"outbox/bank/{layout.Id}/"))
        {
            rows.AddRange(await Bank.Read(layout, file.Name));
        }
        return rows;
    }

    /// <summary>The file in which the bank sends back what it paid to accounts ending in 88.</summary>
    public async Task<string> Refunds() =>
        Assert.Single(await Bank.SendRefunds(new DateOnly(2026, 6, 17), Clock.GetUtcNow()));

    public async Task<ReceiptAnswer> Receive(string blob)
    {
        var answer = (await Payment.Receipts.Receive(blob, Call.System("inbox", Clock.GetUtcNow(), blob))).Require();
        await Run();
        return answer;
    }

    public async Task<PaymentRequest> Request(RequestId? id = null) =>
        (await Store.Find<PaymentRequest>(
            Containers.Requests, (id ?? Id).Text, PaymentRequest.DocumentId))!.Value;

    public async Task<string> State(RequestId? id = null) => (await Request(id)).State.Code;

    public async Task<IReadOnlyList<LineView>> Lines(Actor? actor = null) =>
        (await Ask<Page<LineView>>(actor ?? Clerk, new ViewLines(Id, Limit: 1000))).Items;

    /// <summary>The header's money is what its lines say, part by part.</summary>
    public async Task CheckConservation(RequestId? id = null)
    {
        var progress = (await Request(id)).Progress;
        var lines = await Ask<Page<LineView>>(Clerk, new ViewLines(id ?? Id, Limit: 1000));
        Assert.Equal(progress.Requested, progress.Open + progress.Paid + progress.Failed + progress.GivenUp);
        long Sum(params string[] states) =>
            lines.Items.Where(line => states.Contains(line.State)).Sum(line => line.Amount.Fen);
        Assert.Equal(progress.Paid.Fen, Sum("paid"));
        Assert.Equal(progress.GivenUp.Fen, Sum("givenUp"));
        Assert.Equal(progress.Failed.Fen, Sum("failed", "refunded"));
        Assert.Equal(progress.Open.Fen, Sum("open"));
    }

    /// <summary>What is posted in that book of the fund, in order of number.</summary>
    public async Task<IReadOnlyList<Voucher>> Vouchers(string kind) => [.. (await Store.Query(
        Containers.Books, $"630102-11-2026-{kind}", new DocumentQuery("voucher"))).Items
        .Select(document => document.As<Voucher>())];

    /// <summary>Debits less credits of an account in the fund's book, red amounts included, in fen.</summary>
    /// <param name="division">Whose book.</param>
    public async Task<long> BalanceOf(string account, string division = "630102", string? bank = null) =>
        (await Store.Query(
            Containers.Books, $"{division}-11-2026-fsa", new DocumentQuery("voucher") { Limit = 1000 })).Items
        .SelectMany(document => document.As<Voucher>().Lines)
        .Where(line => line.Account.Code.Text == account)
        .Where(line => bank is null || line.Dimensions.GetValueOrDefault("bankAccount") == bank)
        .Sum(line => (line.Side == Side.Debit ? 1 : -1) * line.Amount.Fen);
}
