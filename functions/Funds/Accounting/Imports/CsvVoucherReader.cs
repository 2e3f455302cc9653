using System.Globalization;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>
/// Reads vouchers from a table, a row a line: 凭证序号, 日期, 摘要, 科目编码, 借方, 贷方, 附件张数 and a column for each
/// auxiliary accounting, by its name. Rows of one 凭证序号 that follow each other are one voucher.
/// </summary>
internal sealed class CsvVoucherReader(CsvTable table, ICollection<RowProblem> problems)
{
    private static readonly string[][] Columns =
    [
        ["凭证序号", "voucher"], ["日期", "date"], ["摘要", "summary"], ["科目编码", "account"], ["借方", "debit"],
        ["贷方", "credit"],
    ];

    private static readonly string[] PapersColumn = ["附件张数", "papers"];

    public List<ImportedVoucher> Read()
    {
        foreach (var missing in table.MissingColumns(Columns)) { problems.Add(missing); }
        if (problems.Count > 0) { return []; }
        var vouchers = new List<ImportedVoucher>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? key = null;
        foreach (var row in table.Rows)
        {
            var cells = new RowReader(table, row, Columns, problems);
            var voucher = Head(row, cells);
            var line = Line(row, cells);
            if (voucher.Number is { Length: > 0 } number && number == key)
            {
                var open = vouchers[^1];
                if (open.Date != voucher.Date) { cells.Refuse(1, "dates_differ", $"凭证“{number}”各行的日期不同。"); }
                vouchers[^1] = open with { Lines = [.. open.Lines, line] };
                continue;
            }
            if (voucher.Number is { Length: > 0 } again && !seen.Add(again))
            {
                cells.Refuse(0, "voucher_apart", $"凭证“{voucher.Number}”的各行须连在一起。");
            }
            key = voucher.Number;
            vouchers.Add(voucher with { Lines = [line] });
        }
        return vouchers;
    }

    private ImportedVoucher Head(CsvRow row, RowReader cells)
    {
        if (cells.Cell(0).Length == 0) { cells.Refuse(0, "number_missing", "请填凭证序号。"); }
        if (!JournalText.TryDate(cells.Cell(1), out var date))
        {
            cells.Refuse(1, "not_a_date", $"不是日期（年-月-日）：{cells.Cell(1)}");
        }
        var papers = table.Cell(row, PapersColumn);
        var count = 0;
        if (papers.Length > 0 && !int.TryParse(papers, NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            problems.Add(new RowProblem(row.Line, PapersColumn[0], "not_a_number", $"附件张数不是数：{papers}"));
        }
        return new ImportedVoucher(row.Line, cells.Cell(0), date, cells.Cell(2), count, []);
    }

    private ImportedLine Line(CsvRow row, RowReader cells)
    {
        var dimensions = new Dictionary<string, string>();
        foreach (var dimension in AuxDimensions.All)
        {
            var value = table.Cell(row, dimension.Name, dimension.Id);
            if (value.Length > 0) { dimensions[dimension.Id] = value; }
        }
        return new ImportedLine(row.Line, cells.Cell(3), Amount(cells, 4), Amount(cells, 5), cells.Cell(2), dimensions);
    }

    private static Money? Amount(RowReader cells, int column)
    {
        if (cells.Cell(column).Length == 0) { return null; }
        if (JournalText.TryAmount(cells.Cell(column), out var amount)) { return amount.IsZero ? null : amount; }
        cells.Refuse(column, "not_an_amount", $"不是金额（最多两位小数）：{cells.Cell(column)}");
        return null;
    }
}
