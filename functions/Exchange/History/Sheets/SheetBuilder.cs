using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Gathers a sheet's cells in any order.</summary>
internal sealed class SheetBuilder(string name)
{
    private readonly List<List<SheetCell>> _rows = [];
    private readonly List<MergedCells> _merges = [];

    /// <exception cref="InvalidDataException">Beyond what a report can have.</exception>
    public void Set(int row, int column, string text, bool isNumber)
    {
        if (row < 0 || row >= Sheet.RowsMax || column < 0 || column >= Sheet.ColumnsMax)
        {
            throw new InvalidDataException($"工作表“{name}”超过 {Sheet.RowsMax} 行或 {Sheet.ColumnsMax} 列");
        }
        while (_rows.Count <= row) { _rows.Add([]); }
        while (_rows[row].Count <= column) { _rows[row].Add(SheetCell.Empty); }
        _rows[row][column] = new SheetCell(text, isNumber);
    }

    public void Merge(MergedCells cells) => _merges.Add(cells);

    public Sheet Finish() => new(name, _rows, _merges);
}
