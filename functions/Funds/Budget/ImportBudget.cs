using System.Security.Cryptography;
using SocialFund.Kernel;

namespace SocialFund.Funds.Budget;

/// <param name="Division">A province or prefecture-level division.</param>
/// <param name="Own">Its own lines (本级).</param>
/// <param name="Below">Those of the divisions below it.</param>
public sealed record ImportSubtotal(Division Division, string Name, int Rows, Money Own, Money Below, Money Total);

/// <summary>What an import did.</summary>
/// <param name="Rows">Data rows of the file: imported and open are all of them.</param>
/// <param name="Open">Rows that were not imported, each with at least one problem.</param>
/// <param name="Repeated">Every line stood like this already.</param>
public sealed record BudgetImport(
    string Id, DateTimeOffset At, string By, int Rows, int Imported, int Open, Money Amount, bool Repeated,
    IReadOnlyList<ImportSubtotal> Subtotals, IReadOnlyList<RowProblem> Problems)
{
    public static string PartitionOf(Division division) => $"imports-{division}";
}

/// <summary>
/// Imports budget lines from a CSV: the budget table, or a sheet of one amount a unit. Bad rows are reported; the rows
/// of a budget (division, fund, year) are taken all or none.
/// </summary>
/// <param name="Division">Whose import it is; for a unit sheet the province. The actor's own when not given.</param>
/// <param name="Fund">Fund, year, line and line name are needed for a unit sheet only, which does not say them.</param>
public sealed record ImportBudget(Division? Division, Fund? Fund, int? Year, string? Line, string? LineName) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BudgetImport, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ImportBudget, BudgetImport>(
        HttpMethod.Post, "budget/imports", Permission.BudgetImport, "导入预算额度",
        (request, call) => Handle(request, call, store), BodyKind.Upload);

    private static async Task<Result<BudgetImport>> Handle(ImportBudget request, Call call, IDocumentStore store)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        if (!Read(request, table, call).TryGet(out var read, out problem)) { return problem; }
        var (rows, problems, torn) = read;
        Refuse(rows, problems, row => torn.Contains(row.Key),
            "区划", "budget_withheld", "同一区划、险种、年度有错误行，本行一并未导入。");
        Refuse(rows, problems, row => !call.May(Permission.BudgetImport, row.Key.Scope),
            "区划", "not_allowed", "您没有该区划、险种的预算导入权限。");
        Refuse(rows, problems, row => IsMixed(rows, row), "已批复", "approval_mixed", "同一区划、险种、年度的“已批复”须一致。");
        TakeAllOrNone(rows, problems);

        var (imported, changed) = (new List<BudgetFileRow>(), false);
        foreach (var group in rows.GroupBy(row => row.Key))
        {
            var importing = new BudgetImporting(store, group.Key, [.. group]);
            if (!(await importing.Run(call)).TryGet(out var done, out var refused)) { return refused; }
            problems.AddRange(done.Problems);
            if (done.Problems.Count == 0) { imported.AddRange(group); }
            changed |= done.Changed > 0;
        }
        var report = Report(table, imported, problems, !changed, call);
        return await Keep(store, request.Division ?? call.Actor.Division, report, call);
    }

    private static Result<BudgetRead> Read(
        ImportBudget request, CsvTable table, Call call)
    {
        if (!UnitSheet.IsOne(table)) { return BudgetFile.Read(table); }
        if (request is not { Fund: { } fund, Year: { } year, Line: { } line } || !BudgetLine.IsCode(line))
        {
            return new InvalidValue("fund, year, line", "单位预算表没有写明险种、年度和预算项目，请在导入时选择。");
        }
        var province = (request.Division ?? call.Actor.Division).UpToProvince().LastOrDefault();
        return UnitSheet.Read(table, new UnitSheetTarget(province, fund, year, line, request.LineName ?? line));
    }

    private static void Refuse(
        List<BudgetFileRow> rows, List<RowProblem> problems, Func<BudgetFileRow, bool> isBad, string column,
        string code,
        string message)
    {
        var bad = rows.Where(isBad).ToList();
        problems.AddRange(bad.Select(row => new RowProblem(row.FileLine, column, code, message)));
        rows.RemoveAll(bad.Contains);
    }

    private static bool IsMixed(List<BudgetFileRow> rows, BudgetFileRow row) =>
        rows.Any(other => other.Key == row.Key && other.Approved != row.Approved);

    /// <summary>More lines than one commit holds are refused, so that no budget is half imported.</summary>
    private static void TakeAllOrNone(List<BudgetFileRow> rows, List<RowProblem> problems)
    {
        var large = rows.GroupBy(row => row.Key).Where(group => group.Count() > BudgetImporting.LinesMax)
            .Select(group => group.Key).ToHashSet();
        Refuse(rows, problems, row => large.Contains(row.Key), "项目编码", "too_many_lines",
            $"同一区划、险种、年度最多{BudgetImporting.LinesMax}个项目。");
    }

    private static BudgetImport Report(
        CsvTable table, List<BudgetFileRow> imported, List<RowProblem> problems, bool repeated, Call call)
    {
        var subtotals = imported
            .GroupBy(row => row.Key.Division.Level == 3 ? row.Key.Division.Parent : row.Key.Division)
            .OrderBy(group => group.Key.Text, StringComparer.Ordinal)
            .Select(group => Subtotal(group.Key, [.. group]));
        return new BudgetImport(
            IdOf(table, call), call.Now, call.Actor.Name, table.Rows.Count, imported.Count,
            table.Rows.Count - imported.Count, Sum(imported), repeated, [.. subtotals],
            [.. problems.OrderBy(problem => problem.Line)]);
    }

    private static ImportSubtotal Subtotal(Division division, IReadOnlyList<BudgetFileRow> rows)
    {
        var own = Sum(rows.Where(row => row.Key.Division == division));
        var below = Sum(rows.Where(row => row.Key.Division != division));
        return new ImportSubtotal(division, Divisions.NameOf(division), rows.Count, own, below, own + below);
    }

    private static Money Sum(IEnumerable<BudgetFileRow> rows) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + row.Amount);

    /// <summary>The time, for the order of the list, and the file's digest.</summary>
    private static string IdOf(CsvTable table, Call call)
    {
        var content = System.Text.Encoding.UTF8.GetBytes(Json.Write(table.Rows));
        return $"{call.Now:yyyyMMddHHmmssfff}-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}";
    }

    private static Task<Result<BudgetImport>> Keep(
        IDocumentStore store, Division division, BudgetImport report, Call call) =>
        store.Apply<BudgetImport>(Containers.Budgets, BudgetImport.PartitionOf(division), call, async unit =>
        {
            if (await unit.Find<BudgetImport>(report.Id) is { } there) { return there with { Repeated = true }; }
            unit.Create(report.Id, "budgetImport", report);
            unit.Audit(
                "budget.import", new Scope(division),
                $"导入预算 {report.Id}：{report.Rows}行，导入{report.Imported}行 {report.Amount} 元，未导入{report.Open}行");
            return report;
        });
}

/// <summary>Takes the rows of one budget in one commit.</summary>
internal sealed class BudgetImporting(IDocumentStore store, BudgetKey key, IReadOnlyList<BudgetFileRow> rows)
{
    /// <summary>One commit holds 100 operations: the lines, plan, head, audit record and message.</summary>
    public const int LinesMax = 90;

    /// <param name="Changed">How many lines differ from before.</param>
    public sealed record Outcome(int Changed, IReadOnlyList<RowProblem> Problems);

    public Task<Result<Outcome>> Run(Call call) =>
        store.Apply<Outcome>(Containers.Budgets, key.Text, call with { IdempotencyKey = null }, async unit =>
        {
            var plan = await unit.Find<BudgetPlan>(BudgetPlan.Id);
            var approved = new BudgetPlan(rows[0].Approved);
            var lines = new List<BudgetLine>();
            var problems = new List<RowProblem>();
            foreach (var row in rows)
            {
                var there = await unit.Find<BudgetLine>(BudgetLine.IdOf(row.Code));
                var line = (there ?? BudgetLine.New(row.Code, row.Name, row.Amount, row.Control)) with
                {
                    Name = row.Name,
                    Budgeted = row.Amount,
                    Control = row.Control,
                };
                if (line.Control == BudgetControlMode.Refuse && line.Available < Money.Zero)
                {
                    problems.Add(new RowProblem(
                        row.FileLine, "金额（元）", "below_committed",
                        $"项目“{row.Name}”已占用和支出 {line.Committed} 元，预算不能低于此数。"));
                }
                if (line != there) { lines.Add(line with { Version = line.Version + 1 }); }
            }
            if (problems.Count > 0 || (lines.Count == 0 && plan == approved)) { return new Outcome(0, problems); }
            Write(unit, plan, approved, lines);
            return new Outcome(lines.Count + (plan == approved ? 0 : 1), []);
        });

    private void Write(Unit unit, BudgetPlan? plan, BudgetPlan approved, List<BudgetLine> lines)
    {
        if (plan != approved) { unit.Save(BudgetPlan.Id, "budgetPlan", approved); }
        foreach (var line in lines) { unit.Save(BudgetLine.IdOf(line.Code), "budgetLine", line); }
        unit.Audit("budget.set", key.Scope, $"预算 {key} 导入{lines.Count}个项目，{(approved.Approved ? "已批复" : "未批复")}");
        unit.Emit(BudgetChanged.Topic, new BudgetChanged(key, lines));
    }
}

/// <summary>Lists the imports of a division, newest first.</summary>
public sealed record ListBudgetImports(Division? Division, int? Limit, string? Continuation) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BudgetView, Division, null);

    public static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListBudgetImports, Page<BudgetImport>>(
        HttpMethod.Get, "budget/imports", Permission.BudgetView, "预算导入记录", async (request, call) =>
            await store.Page<BudgetImport>(
                Containers.Budgets, BudgetImport.PartitionOf(request.Division ?? call.Actor.Division),
                new DocumentQuery("budgetImport")
                {
                    Descending = true,
                    Limit = ListScope.Limit(request.Limit),
                    Continuation = request.Continuation,
                }, call.Stopping));
}
