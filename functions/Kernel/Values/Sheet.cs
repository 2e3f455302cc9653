namespace SocialFund.Kernel;

/// <summary>A cell as read: numbers in plain digits, formulas with their kept values.</summary>
/// <param name="IsNumber">The file holds a number there, not text.</param>
public readonly record struct SheetCell(string Text, bool IsNumber)
{
    public static readonly SheetCell Empty = new("", false);
}

/// <summary>Cells shown as one, from 0, both ends inside.</summary>
public readonly record struct MergedCells(int Top, int Left, int Bottom, int Right)
{
    public bool Holds(int row, int column) => row >= Top && row <= Bottom && column >= Left && column <= Right;
}

/// <summary>One sheet of a workbook, or a text file as one.</summary>
/// <param name="Rows">By the sheet's own numbers, from 0; rows may be of different length.</param>
public sealed record Sheet(string Name, IReadOnlyList<IReadOnlyList<SheetCell>> Rows, IReadOnlyList<MergedCells> Merges)
{
    /// <summary>More columns than any report has.</summary>
    public const int ColumnsMax = 400;

    /// <summary>A report has some hundred rows, a year of months of every county some ten thousand.</summary>
    public const int RowsMax = 60_000;

    public bool IsEmpty => Rows.All(row => row.All(cell => string.IsNullOrWhiteSpace(cell.Text)));

    public SheetCell At(int row, int column) =>
        row >= 0 && row < Rows.Count && column >= 0 && column < Rows[row].Count ? Rows[row][column] : SheetCell.Empty;

    /// <summary>The text that a reader sees over that cell: of merged cells the first one's.</summary>
    public string Seen(int row, int column)
    {
        foreach (var merge in Merges)
        {
            if (merge.Holds(row, column)) { return At(merge.Top, merge.Left).Text; }
        }
        return At(row, column).Text;
    }

    /// <summary>As people name it: <c>C12</c>.</summary>
    public static string PlaceOf(int row, int column)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + (rest - 1) % 26) + letters;
        }
        return $"{letters}{row + 1}";
    }
}
