using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Reads the rows of an import into 待转社会保险费 and counts what came of them.</summary>
/// <param name="columns">The first three are 区划, 险种 and the ticket.</param>
internal sealed class SuspenseTally(CsvTable table, IReadOnlyList<string[]> columns, Call call)
{
    private readonly List<RowProblem> _problems = [.. table.MissingColumns(columns)];
    private (int Imported, int Unchanged, int Booked, int Cleared) _done;

    /// <returns>The good rows, without those of tickets that also have a faulty row.</returns>
    public IReadOnlyList<(int Line, SuspenseId Id, T Value)> Read<T>(Func<RowReader, SuspenseId, T> read)
    {
        if (_problems.Count > 0) { return []; }
        var rows = new List<(int Line, SuspenseId Id, T Value)>();
        var torn = new HashSet<string>();
        foreach (var row in table.Rows)
        {
            var cells = new RowReader(table, row, columns, _problems);
            var (division, fund, ticket) = (cells.DivisionAt(0), cells.FundAt(1), cells.Cell(2));
            if (!SuspenseId.IsTicket(ticket))
            {
                cells.Refuse(2, "not_a_ticket", $"“{ticket}”不是票号（1至40位字母、数字或短横）。");
            }
            if (cells.IsGood && !call.May(Permission.VoucherPrepare, new Scope(division, fund)))
            {
                cells.Refuse(0, "not_allowed", "您没有该区划、险种的凭证制单权限。");
            }
            if (!cells.IsGood) { torn.Add(ticket); continue; }
            var id = new SuspenseId(division, fund, ticket);
            var value = read(cells, id);
            if (cells.IsGood) { rows.Add((row.Line, id, value)); }
            else { torn.Add(ticket); }
        }
        foreach (var row in rows.Where(row => torn.Contains(row.Id.Ticket)))
        {
            Refuse(row.Line, "ticket_withheld", $"票号 {row.Id.Ticket} 有错误行，本行一并未导入。");
        }
        return [.. rows.Where(row => !torn.Contains(row.Id.Ticket))];
    }

    public void Refuse(int line, string code, string message) =>
        _problems.Add(new RowProblem(line, columns[2][0], code, message));

    public void Count(int line, Result<(SuspenseItem Item, bool IsNew)> taken)
    {
        if (!taken.TryGet(out var done, out var problem)) { Refuse(line, problem.Code, problem.Message); return; }
        if (done.Item.Refusal is { } refusal)
        {
            Refuse(line, "refused", $"票号 {done.Item.Id.Ticket} 已登记，未能记账：{refusal}");
        }
        if (done.IsNew) { _done.Imported++; } else { _done.Unchanged++; }
        if (done.Item.Booked is not null) { _done.Booked++; }
        if (done.Item.Cleared is not null) { _done.Cleared++; }
    }

    public SuspenseImport Answer() => new(
        table.Rows.Count, _done.Imported, _done.Unchanged, _done.Booked, _done.Cleared,
        [.. _problems.OrderBy(problem => problem.Line)]);
}
