using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Imports the totals of the agency's or the tax bureau's collection detail (征缴明细汇总) from a table of 区划, 险种,
/// 票号, 属期, 单位缴费（元） and 个人缴费（元）: a row a ticket and month. A ticket's rows in one file are all of it, so a
/// later file corrects an earlier one until the ticket is cleared. The same file again changes nothing.
/// </summary>
public sealed record ImportDetails(DetailSource Source) : IScoped
{
    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["票号", "凭证号", "ticket"], ["属期", "period"], ["单位缴费（元）", "unit"],
        ["个人缴费（元）", "personal"],
    ];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, null, null);

    public static Endpoint Endpoint(SuspenseDesk desk) => Kernel.Endpoint.Of<ImportDetails, SuspenseImport>(
        HttpMethod.Post, "accounting/suspense/details", Permission.VoucherPrepare, "导入征缴明细汇总",
        (request, call) => Handle(request, call, desk), BodyKind.Upload);

    private static async Task<Result<SuspenseImport>> Handle(ImportDetails request, Call call, SuspenseDesk desk)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var tally = new SuspenseTally(table, Columns, call);
        var who = request.Source == DetailSource.Agency ? "经办机构" : "税务";
        foreach (var group in tally.Read((cells, _) => Read(cells)).GroupBy(row => row.Id))
        {
            var line = group.First().Line;
            if (group.DistinctBy(row => row.Value.Period).Count() < group.Count())
            {
                tally.Refuse(line, "period_repeated", $"票号 {group.Key.Ticket} 的同一属期有多行，未导入。");
                continue;
            }
            var detail = new CollectionDetail([.. group.Select(row => row.Value).OrderBy(row => row.Period)]);
            tally.Count(line, await desk.Take(
                group.Key, call, $"{who}征缴明细 {detail.Total} 元", item => item.With(request.Source, detail)));
        }
        return tally.Answer();
    }

    private static DetailRow Read(RowReader cells)
    {
        if (!Period.TryParse(cells.Cell(3), out var period))
        {
            cells.Refuse(3, "not_a_period", $"“{cells.Cell(3)}”不是属期（如202605）。");
        }
        var (unit, personal) = (AmountAt(cells, 4), AmountAt(cells, 5));
        if (cells.IsGood && (unit + personal).IsZero) { cells.Refuse(4, "zero_amount", "单位缴费和个人缴费不能都为零。"); }
        return new DetailRow(period, unit, personal);
    }

    internal static Money AmountAt(RowReader cells, int column)
    {
        if (!Money.TryParseYuan(cells.Cell(column), out var amount) || amount < Money.Zero)
        {
            cells.Refuse(column, "not_an_amount", $"不是金额（不小于零，最多两位小数）：{cells.Cell(column)}");
        }
        return amount;
    }
}
