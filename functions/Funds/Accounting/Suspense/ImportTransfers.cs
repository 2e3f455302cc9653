using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>What an import into 待转社会保险费 did.</summary>
/// <param name="Imported">Tickets of which something was new.</param>
/// <param name="Unchanged">Tickets that stood like this already.</param>
/// <param name="Booked">Tickets of this file whose transfer is booked now.</param>
/// <param name="Cleared">Tickets of this file that are cleared now.</param>
/// <param name="Problems">Every fault in file order; a ticket with a faulty row is left out.</param>
public sealed record SuspenseImport(
    int Rows, int Imported, int Unchanged, int Booked, int Cleared, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// Imports treasury transfers (国库划款) from a table of 区划, 险种, 日期, 凭证号, 金额（元） and 银行账号. Each is booked to
/// 待转社会保险费 (F01) and cleared at once where both details are there and agree. The same file again changes nothing.
/// </summary>
public sealed record ImportTransfers : IScoped
{
    private static readonly string[][] Columns =
    [
        ["区划", "division"], ["险种", "fund"], ["凭证号", "票号", "ticket"], ["日期", "date"], ["金额（元）", "amount"],
        ["银行账号", "bankAccount"],
    ];

    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.VoucherPrepare, null, null);

    public static Endpoint Endpoint(SuspenseDesk desk, PostingRules rules) =>
        Kernel.Endpoint.Of<ImportTransfers, SuspenseImport>(
            HttpMethod.Post, "accounting/suspense/transfers", Permission.VoucherPrepare, "导入国库划款",
            (_, call) => Handle(call, desk, rules), BodyKind.Upload);

    private static async Task<Result<SuspenseImport>> Handle(Call call, SuspenseDesk desk, PostingRules rules)
    {
        if (!(await CsvTable.Read(call.Body, call.Stopping)).TryGet(out var table, out var problem)) { return problem; }
        var tally = new SuspenseTally(table, Columns, call);
        var rows = tally.Read((cells, id) => Read(cells, id, rules, call));
        foreach (var group in rows.GroupBy(row => row.Id))
        {
            if (group.Count() > 1)
            {
                tally.Refuse(group.Last().Line, "ticket_repeated", $"凭证号 {group.Key.Ticket} 在本文件中重复，未导入。");
                continue;
            }
            var row = group.Single();
            tally.Count(row.Line, await desk.Take(
                group.Key, call, $"国库划款 {row.Value.Amount} 元", item => item.With(row.Value)));
        }
        return tally.Answer();
    }

    private static TreasuryTransfer Read(RowReader cells, SuspenseId id, PostingRules rules, Call call)
    {
        if (!DateOnly.TryParseExact(cells.Cell(3), ["yyyy-MM-dd", "yyyyMMdd"], out var date)
            || date > ChinaTime.DateOf(call.Now))
        {
            cells.Refuse(3, "not_a_date", $"“{cells.Cell(3)}”不是日期（如2026-06-10），或晚于今天。");
        }
        if (!Money.TryParseYuan(cells.Cell(4), out var amount) || amount <= Money.Zero)
        {
            cells.Refuse(4, "not_an_amount", $"不是金额（大于零，最多两位小数）：{cells.Cell(4)}");
        }
        if (!SuspenseId.IsTicket(cells.Cell(5)))
        {
            cells.Refuse(5, "not_an_account", $"“{cells.Cell(5)}”不是银行账号（1至40位字母、数字或短横）。");
        }
        var transfer = new TreasuryTransfer(date, amount, cells.Cell(5));
        if (cells.IsGood && !Posting.Draft((SuspenseItem.New(id) with { Transfer = transfer }).Arrival(), rules)
            .TryGet(out _, out var problem))
        {
            cells.Refuse(3, problem.Code, problem.Message);
        }
        return transfer;
    }
}
