namespace SocialFund.Kernel;

/// <summary>Reads one row of an uploaded table by its columns' numbers and keeps every fault with its place.</summary>
/// <param name="columns">The headings that name each column; faults are told under the first.</param>
/// <param name="problems">Faults are added here.</param>
public sealed class RowReader(
    CsvTable table, CsvRow row, IReadOnlyList<string[]> columns, ICollection<RowProblem> problems)
{
    private readonly int _before = problems.Count;

    /// <summary>No fault so far.</summary>
    public bool IsGood => problems.Count == _before;

    public string Cell(int column) => table.Cell(row, columns[column]);

    public void Refuse(int column, string code, string message) =>
        problems.Add(new RowProblem(row.Line, columns[column][0], code, message));

    /// <returns>Refused unless it is a division of the table of divisions.</returns>
    public Division DivisionAt(int column)
    {
        if (!Division.TryParse(Cell(column), out var division) || !Divisions.IsKnown(division))
        {
            Refuse(column, "division_unknown", $"“{Cell(column)}”不是已知的区划代码。");
        }
        return division;
    }

    /// <returns>Refused unless it names a fund.</returns>
    public Fund FundAt(int column)
    {
        if (!FundList.TryFind(Cell(column), out var fund))
        {
            Refuse(column, "fund_unknown", $"“{Cell(column)}”不是险种。");
        }
        return fund;
    }
}
