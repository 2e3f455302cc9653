using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>
/// The values of a row before it is written, by field id. What is set for a person holds for all the person's rows;
/// what is set for a row is forgotten after it.
/// </summary>
/// <remarks>Money in fen, rates in millionths, days as day numbers, times as seconds since day 0, texts as bytes in the
/// file's encoding or as a number.</remarks>
internal sealed class Row
{
    private readonly Cell[] _cells = new Cell[Slots.Count];

    private int _turn = 1;
    private int _personTurn;
    private int _rowTurn;

    /// <summary>What undetermined codes of the row are drawn from: the same thing has the same ones.</summary>
    public Dice Who { get; private set; }

    /// <summary>Begins the values that hold for all rows of a person or an employer.</summary>
    public void Begin(Dice who) => (Who, _personTurn) = (who, ++_turn);

    /// <summary>Begins one row.</summary>
    public void BeginRow() => _rowTurn = ++_turn;

    public void BeginRow(Dice who)
    {
        Who = who;
        BeginRow();
    }

    public void Set(string field, long value) => _cells[Slots.Of(field)] = new Cell(value, null, _turn);

    public void Set(string field, byte[] text) => _cells[Slots.Of(field)] = new Cell(0, text, _turn);

    public void Set(string field, DateOnly day) => Set(field, day.DayNumber);

    /// <summary>An empty cell, even where there would be a usual value.</summary>
    public void Clear(string field) => Set(field, []);

    public bool Has(int place) => IsSet(_cells[place]);

    public long Number(int place) => _cells[place].Number;

    /// <returns>Whether something was set; it is the text, or where that is null the number.</returns>
    public bool Find(int place, out long number, out byte[]? text)
    {
        ref readonly var cell = ref _cells[place];
        (number, text) = (cell.Number, cell.Text);
        return IsSet(cell);
    }

    private bool IsSet(in Cell cell) => cell.Turn == _rowTurn || cell.Turn == _personTurn;

    /// <param name="Turn">When it was set.</param>
    private readonly record struct Cell(long Number, byte[]? Text, int Turn);
}

/// <summary>How a table's rows are written: its fields in order, with what stands where nothing was set.</summary>
internal sealed class Layout
{
    public Layout(CatalogTable table, Choices choices)
    {
        Table = table;
        Columns = [.. table.Fields.Select(field => new Column(field, Slots.Of(field.Id), choices.Of(field)))];
        Total = table.Total is null ? -1 : Slots.Of(table.Total);
    }

    public CatalogTable Table { get; }

    public Column[] Columns { get; }

    /// <summary>The place of the amount that control totals sum; −1 for none.</summary>
    public int Total { get; }
}

/// <param name="Usual">What is drawn from where nothing was set; null for nothing.</param>
internal sealed record Column(CatalogField Field, int Place, byte[][]? Usual);
