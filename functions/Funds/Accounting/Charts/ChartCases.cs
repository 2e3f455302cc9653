using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

public sealed record AccountView(
    AccountCode Code, string Name, string Class, string Side, AccountCode? Parent, int Level, bool IsLeaf, bool Stopped,
    string Note, IReadOnlyList<string> Requires);

public sealed record ChartView(
    string Version, string Regime, string RegimeName, int FromYear, Fund Fund, IReadOnlyList<AccountView> Accounts);

/// <summary>The chart that the books of a fund and year follow.</summary>
/// <param name="Year">The current year when not given.</param>
/// <param name="Kind">Books of the special account when not given.</param>
public sealed record ReadChart(Fund Fund, int? Year, BookKind? Kind = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, null, Fund);

    public static Endpoint Endpoint(Charts charts) => Kernel.Endpoint.Of<ReadChart, ChartView>(
        HttpMethod.Get, "accounting/charts", Permission.BookView, "会计科目表",
        (request, call) => Handle(request, call, charts));

    private static async Task<Result<ChartView>> Handle(ReadChart request, Call call, Charts charts)
    {
        var year = request.Year ?? ChinaTime.DateOf(call.Now).Year;
        var kind = request.Kind ?? BookKind.Fsa;
        if (Charts.RegimeOf(year, kind) is not { } regime) { return new InvalidValue("year", "该年度没有适用的会计制度。"); }
        var chart = await charts.For(new BookId(Division.Country, request.Fund, year, kind), call.Stopping);
        var version = await charts.Version(chart.Version, call.Stopping);
        return new ChartView(
            chart.Version, regime.Id, regime.Name, version!.FromYear, request.Fund,
            [.. chart.Accounts.Select(account => View(account, chart))]);
    }

    private static AccountView View(Account account, Chart chart) => new(
        account.Code, account.Name, account.Class.Title(), account.Normal.Title(), account.Parent,
        chart.LevelOf(account.Code), chart.IsLeaf(account.Code), account.Stopped, account.Note,
        account.Requires);
}

public sealed record ChartImported(string Version, string Regime, int FromYear, int Accounts, bool Repeated);

/// <summary>
/// Imports a chart as the ministry's platform pushes it (R-6.2-03): a CSV, kept as the next version. An account is
/// never dropped while books may hold it; its row says 停用 instead.
/// </summary>
/// <param name="Regime">For example FSA2018.</param>
/// <param name="FromYear">The first year whose books follow it.</param>
public sealed record ImportChart(string Regime, int FromYear) : IScoped
{
    /// <summary>A chart serves every book of the province, so the province's grant is asked for.</summary>
    public Scope ScopeFor(Actor actor) => new(actor.Division.UpToProvince().LastOrDefault(Division.Country));

    public static Endpoint Endpoint(IDocumentStore store, Charts charts) =>
        Kernel.Endpoint.Of<ImportChart, ChartImported>(
            HttpMethod.Post, "accounting/charts", Permission.SettingChange, "导入会计科目表",
            (request, call) => Handle(request, call, store, charts), BodyKind.Upload);

    /// <summary>Pure.</summary>
    /// <returns>The accounts, or <see cref="ChartRefused"/> with every fault.</returns>
    public static Result<IReadOnlyList<Account>> Decide(string regime, CsvTable table, ChartVersion newest)
    {
        var (accounts, problems) = ChartFile.Read(table, regime);
        if (problems.Count == 0 && accounts.Count == 0)
        {
            problems.Add(new RowProblem(1, "制度", "no_accounts", $"文件中没有制度 {regime} 的科目。"));
        }
        if (problems.Count == 0) { problems.AddRange(Dropped(accounts, newest)); }
        return problems.Count == 0 ? accounts : new ChartRefused(problems);
    }

    private static IEnumerable<RowProblem> Dropped(List<Account> accounts, ChartVersion newest) => newest.Accounts
        .Where(old => !accounts.Any(account => account.Code == old.Code && account.Fund == old.Fund))
        .Select(old => new RowProblem(
            1, "科目编码", "account_dropped", $"缺少原有科目 {old.Code} {old.Name}；不再使用的科目请保留并在“状态”列填“停用”。"));

    private static async Task<Result<ChartImported>> Handle(
        ImportChart request, Call call, IDocumentStore store, Charts charts)
    {
        if (Charts.Regimes.FirstOrDefault(known => known.Id == request.Regime) is not { } regime)
        {
            return new NotFound("会计制度", request.Regime);
        }
        if (request.FromYear < regime.From || request.FromYear > (regime.To ?? 9999))
        {
            return new InvalidValue("fromYear", $"{regime.Id} 适用于{regime.From}年至{regime.To?.ToString() ?? "今"}。");
        }
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        return await store.Apply<ChartImported>(Containers.Books, ChartIndex.Partition, call, async unit =>
        {
            var index = await unit.Find<ChartIndex>(ChartIndex.Id) ?? new ChartIndex([]);
            var last = index.Versions.LastOrDefault(entry => entry.Regime == regime.Id);
            var newest = (await charts.Version(last?.Id ?? $"{regime.Id}-0001", call.Stopping))!;
            if (!Decide(regime.Id, table, newest).TryGet(out var accounts, out var refused)) { return refused; }
            if (Digest(accounts) == Digest(newest.Accounts) && newest.FromYear == request.FromYear)
            {
                return new ChartImported(newest.Id, regime.Id, newest.FromYear, accounts.Count, Repeated: true);
            }
            var version = new ChartVersion(
                regime.Id, newest.Number + 1, request.FromYear, call.Actor.Name, call.Now, accounts);
            unit.Create(version.Id, "chart", version);
            unit.Save(ChartIndex.Id, "chartIndex", new ChartIndex(
                [.. index.Versions, new ChartIndex.Entry(version.Id, regime.Id, version.Number, version.FromYear)]));
            unit.Audit("chart.import", request.ScopeFor(call.Actor), $"导入科目表 {version.Id}，科目{accounts.Count}个");
            return new ChartImported(version.Id, regime.Id, version.FromYear, accounts.Count, Repeated: false);
        });
    }

    private static string Digest(IReadOnlyList<Account> accounts) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Json.Write(accounts))));
}
