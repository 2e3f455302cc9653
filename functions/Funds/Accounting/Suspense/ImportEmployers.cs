using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Imports the agency's or the tax bureau's collection detail by employer (征缴单位明细): a row a ticket, month and
/// employer. A ticket's rows in one file are all of it and must sum up, month by month, to the ticket's totals of the
/// same source; where none were imported they give the totals. A later file corrects an earlier one until the ticket is
/// cleared; the same file again changes nothing.
/// </summary>
public sealed record ImportEmployers(DetailSource Source) : IScoped
{
    private const int NameMax = 120;

    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["票号", "凭证号", "ticket"], ["属期", "period"],
        ["统一社会信用代码", "单位统一社会信用代码", "code"], ["单位名称", "name"], ["人数", "heads"], ["单位缴费（元）", "unit"],
        ["个人缴费（元）", "personal"],
    ];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, null, null);

    public static Endpoint Endpoint(SuspenseDesk desk) => Kernel.Endpoint.Of<ImportEmployers, SuspenseImport>(
        HttpMethod.Post, "accounting/suspense/employers", Permission.VoucherPrepare, "导入征缴单位明细",
        (request, call) => Handle(request, call, desk), BodyKind.Upload);

    private static async Task<Result<SuspenseImport>> Handle(ImportEmployers request, Call call, SuspenseDesk desk)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var tally = new SuspenseTally(table, Columns, call);
        foreach (var group in tally.Read((cells, _) => Read(cells)).GroupBy(row => row.Id))
        {
            var line = group.First().Line;
            var repeated = group.GroupBy(row => (row.Value.Code, row.Value.Period)).FirstOrDefault(
                each => each.Count() > 1);
            if (repeated is not null)
            {
                tally.Refuse(repeated.Last().Line, "employer_repeated",
                    $"票号 {group.Key.Ticket} 中单位 {repeated.Key.Code} 属期 {repeated.Key.Period} 有多行，该票号未导入。");
                continue;
            }
            var rows = group.Select(row => row.Value).OrderBy(row => row.Period)
                .ThenBy(row => row.Code.Text, StringComparer.Ordinal).ToList();
            tally.Count(line, await desk.Take(group.Key, request.Source, rows, call));
        }
        return tally.Answer();
    }

    private static EmployerRow Read(RowReader cells)
    {
        var (unit, personal) = (ImportDetails.AmountAt(cells, 7), ImportDetails.AmountAt(cells, 8));
        if (!Period.TryParse(cells.Cell(3), out var period))
        {
            cells.Refuse(3, "not_a_period", $"“{cells.Cell(3)}”不是属期（如202605）。");
        }
        if (!CreditCode.TryParse(cells.Cell(4), out var code))
        {
            cells.Refuse(4, "not_a_credit_code", $"“{cells.Cell(4)}”不是统一社会信用代码（18位，含校验码）。");
        }
        if (cells.Cell(5) is not { Length: >= 1 and <= NameMax } name)
        {
            name = "";
            cells.Refuse(5, "name_missing", $"单位名称须为1至{NameMax}个字。");
        }
        if (!int.TryParse(cells.Cell(6), NumberStyles.None, CultureInfo.InvariantCulture, out var heads))
        {
            cells.Refuse(6, "not_a_count", $"“{cells.Cell(6)}”不是人数。");
        }
        return new EmployerRow(code, name, period, heads, unit, personal);
    }
}
