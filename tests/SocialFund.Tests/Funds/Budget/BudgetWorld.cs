using System.Text;
using SocialFund.Funds.Budget;
using SocialFund.Funds.Expenditure;
using SocialFund.Kernel;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Budget;

/// <summary>The budget module over a store; budgets come in through the import, as in life.</summary>
internal sealed class BudgetWorld
{
    public const string Header = "区划,险种,年度,项目编码,项目名称,金额（元）,已批复,控制方式\n";

    public static readonly DateTimeOffset Noon = new(2026, 3, 15, 4, 0, 0, TimeSpan.Zero);
    public static readonly BudgetKey Key = new(Division.Of("630102"), Fund.EnterprisePension, 2026);

    public BudgetWorld(IDocumentStore? store = null)
    {
        Store = store ?? new MemoryDocumentStore();
        Control = new BudgetControl(Store);
        Module = new BudgetModule(Store);
    }

    public IDocumentStore Store { get; }
    public BudgetControl Control { get; }
    public BudgetModule Module { get; }

    public static Actor Clerk(string division = "630000") => new(
        "u-budget", "预算岗", Division.Of(division), null,
        [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Of(division))]);

    public static Call At(DateTimeOffset now) => Call.System("test", now, "one-key-for-all");

    public static RequestId Request(int number, int year = 2026) =>
        RequestId.Of(Key.Division, Key.Fund, Period.Of(year, 3), "A6301021", $"{number:0000}");

    public static BudgetCharge Charge(string line, long fen) => new(line, Money.FromFen(fen));

    public async Task<BudgetImport> Import(string csv, ImportBudget? request = null, Actor? actor = null) =>
        (await TryImport(csv, request, actor)).Require();

    public async Task<Result<BudgetImport>> TryImport(string csv, ImportBudget? request = null, Actor? actor = null)
    {
        var body = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var call = new Call(actor ?? Clerk(), Noon, "r", null, "h") { Body = body };
        var answer = await Module.Endpoints.Single(endpoint => endpoint.Request == typeof(ImportBudget))
            .Handle(request ?? new ImportBudget(null, null, null, null, null), call);
        return answer.TryGet(out var value, out var problem) ? (BudgetImport)value : problem;
    }

    public async Task<T> Ask<T>(object request) => (T)(await Module.Endpoints
        .Single(endpoint => endpoint.Request == request.GetType())
        .Handle(request, new Call(Clerk(), Noon, "r"))).Require();

    /// <summary>One line <c>pension</c> of the standard budget.</summary>
    public async Task<BudgetWorld> With(
        string yuan, bool approved = true, string control = "刚性", int year = 2026, string line = "pension")
    {
        var report = await Import(
            $"{Header}630102,enterprise-pension,{year},{line},基本养老金,{yuan},{(approved ? "是" : "否")},{control}\n");
        Assert.Empty(report.Problems);
        return this;
    }

    public async Task<BudgetLine> Line(string code = "pension", int year = 2026) => (await Store.Find<BudgetLine>(
        Containers.Budgets, (Key with { Year = year }).Text, BudgetLine.IdOf(code)))!.Value;

    public async Task Pump() => await new OutboxPump(
        Store, TimeProvider.System, [new BudgetRows(Store)], (_, error) => throw error).RunOnce(Containers.Budgets);
}

/// <summary>
/// Before a commit, now and then lets another waiting operation run to its end: a seeded interleaving.
/// </summary>
internal sealed class InterleavingStore(IDocumentStore inner, Random random, Queue<Func<Task>> waiting) : IDocumentStore
{
    public Task<Document?> Read(string container, string partition, string id, CancellationToken stopping = default) =>
        inner.Read(container, partition, id, stopping);

    public async Task<Result<IReadOnlyList<string>>> Commit(
        string container, string partition, IReadOnlyList<Write> writes, CancellationToken stopping = default)
    {
        while (waiting.Count > 0 && random.Next(3) > 0) { await waiting.Dequeue()(); }
        return await inner.Commit(container, partition, writes, stopping);
    }

    public Task<DocumentPage> Query(
        string container, string partition, DocumentQuery query, CancellationToken stopping = default) =>
        inner.Query(container, partition, query, stopping);

    public Task<DocumentTotals> Totals(
        string container, string partition, DocumentQuery query, IReadOnlyList<string> sumFields,
        CancellationToken stopping = default) => inner.Totals(container, partition, query, sumFields, stopping);

    public Task<ChangePage> Changes(
        string container, string? position, string? type, int limit, CancellationToken stopping = default) =>
        inner.Changes(container, position, type, limit, stopping);

    public Task WaitForChanges(
        string container, string? position, TimeSpan patience, CancellationToken stopping = default) =>
        inner.WaitForChanges(container, position, patience, stopping);
}
