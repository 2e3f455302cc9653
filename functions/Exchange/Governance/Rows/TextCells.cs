using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>文本: visible characters up to the field's length; full-width digits and letters become plain ones.</summary>
internal sealed class TextCells(CatalogField field) : CellReader(field)
{
    private readonly int _max = field.Max == 0 ? CatalogField.TextMax : field.Max;

    public override Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell[0] is (byte)'=' or (byte)'@') { return Cell.Wrong(CellFault.Formula); }
        if (!cell.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return cell.ContainsAnyInRange((byte)0, (byte)0x1F) || cell.Contains((byte)0x7F)
                ? Cell.Wrong(CellFault.Garbled)
                : cell.Length > _max ? Cell.Wrong(CellFault.TooLong)
                : new Cell(TypedRows.At(offset, cell.Length));
        }
        return ReadWide(cell, offset, rows);
    }

    private Cell ReadWide(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        var count = 0;
        var isFullWidth = false;
        for (var rest = cell; rest.Length > 0;)
        {
            if (IsHan(rest)) { rest = rest[3..]; count++; continue; }
            _ = Rune.DecodeFromUtf8(rest, out var rune, out var used);
            rest = rest[used..];
            count++;
            if (rune.Value == 0xFFFD || (rune.IsBmp && PlainText.IsHidden((char)rune.Value)))
            {
                return Cell.Wrong(CellFault.Garbled);
            }
            isFullWidth |= Width.IsFull(rune.Value);
        }
        if (count > _max) { return Cell.Wrong(CellFault.TooLong); }
        return isFullWidth
            ? new Cell(rows.Keep(Width.Plain(cell)), IsStandardized: true)
            : new Cell(TypedRows.At(offset, cell.Length));
    }

    /// <summary>A common character (U+4000..U+9FFF): visible, three bytes, already known to be valid UTF-8.</summary>
    private static bool IsHan(ReadOnlySpan<byte> rest) => rest.Length >= 3 && rest[0] is >= 0xE4 and <= 0xE9;
}

/// <summary>Full-width digits and letters, as Chinese input methods write them.</summary>
internal static class Width
{
    private const int Distance = 0xFEE0;

    /// <summary>Punctuation stays: names of employers have full-width brackets.</summary>
    public static bool IsFull(int rune) =>
        rune is >= 0xFF10 and <= 0xFF19 or >= 0xFF21 and <= 0xFF3A or >= 0xFF41 and <= 0xFF5A;

    public static byte[] Plain(ReadOnlySpan<byte> utf8) => Map(utf8, IsFull);

    /// <summary>Signs too, for numbers, dates and codes: ．－／．</summary>
    public static byte[] PlainSigns(ReadOnlySpan<byte> utf8) => Map(utf8, rune => rune is >= 0xFF01 and <= 0xFF5E);

    private static byte[] Map(ReadOnlySpan<byte> utf8, Func<int, bool> isFull) => Encoding.UTF8.GetBytes(
        string.Concat(
            Encoding.UTF8.GetString(utf8).Select(symbol => isFull(symbol) ? (char)(symbol - Distance) : symbol)));
}

/// <summary>
/// Cells of plain signs only (numbers, dates, codes). Full-width ones are made plain first and count as standardised.
/// </summary>
internal abstract class PlainCells(CatalogField field) : CellReader(field)
{
    public sealed override Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (!cell.ContainsAnyInRange((byte)0x80, (byte)0xFF)) { return ReadPlain(cell, offset, rows); }
        var plain = Width.PlainSigns(cell);
        // An offset below zero says that the text does not stand in the rows.
        var read = ReadPlain(plain, -1, rows);
        return read with { IsStandardized = read.Value != TypedRows.Empty };
    }

    /// <param name="offset">Below zero when the text is to be kept with <see cref="TypedRows.Keep"/>.</param>
    protected abstract Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows);

    protected static long Place(ReadOnlySpan<byte> cell, int offset, TypedRows rows) =>
        offset < 0 ? rows.Keep(cell) : TypedRows.At(offset, cell.Length);

    protected static bool AreDigits(ReadOnlySpan<byte> cell) => !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>At most 18 digits.</summary>
    protected static long Number(ReadOnlySpan<byte> digits)
    {
        long number = 0;
        foreach (var digit in digits) { number = number * 10 + (digit - '0'); }
        return number;
    }
}

/// <summary>代码: a value of the list, or an alias of one.</summary>
internal sealed class CodeCells : CellReader
{
    private readonly bool _isClosed;
    private readonly Dictionary<int, byte[][]> _values;
    private readonly (byte[] Alias, byte[] Code)[] _aliases;

    public CodeCells(CatalogField field, CodeList list, Period period) : base(field)
    {
        _isClosed = list.IsClosed;
        _values = list.On(period).Keys.Select(Encoding.UTF8.GetBytes).GroupBy(value => value.Length)
            .ToDictionary(group => group.Key, group => group.ToArray());
        _aliases =
            [.. list.Aliases.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), Encoding.UTF8.GetBytes(pair.Value)))];
    }

    public override Cell Read(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (_values.TryGetValue(cell.Length, out var values))
        {
            foreach (var value in values)
            {
                if (cell.SequenceEqual(value)) { return new Cell(TypedRows.At(offset, cell.Length)); }
            }
        }
        foreach (var (alias, code) in _aliases)
        {
            if (cell.SequenceEqual(alias)) { return new Cell(rows.Keep(code), IsStandardized: true); }
        }
        if (_isClosed) { return Cell.Wrong(CellFault.UnknownCode); }
        return cell.Length > CatalogField.TextMax
            ? Cell.Wrong(CellFault.TooLong)
            : new Cell(TypedRows.At(offset, cell.Length), CellFault.CodeNotListed);
    }
}

/// <summary>行政区划代码: six digits; longer statistical codes (12 digits) are cut.</summary>
internal sealed class DivisionCells(CatalogField field) : PlainCells(field)
{
    private const int StatisticalLength = 12;

    private readonly Dictionary<ulong, bool> _known = [];

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.Length is not (6 or StatisticalLength)
            || !AreDigits(cell))
        {
            return Cell.Wrong(CellFault.NotDivision);
        }
        var code = cell[..6];
        var fault = IsKnown(code) ? CellFault.None : CellFault.UnknownDivision;
        return new Cell(Place(code, offset, rows), fault, cell.Length == StatisticalLength);
    }

    private bool IsKnown(ReadOnlySpan<byte> code)
    {
        ulong packed = 0;
        foreach (var digit in code) { packed = (packed << 8) | digit; }
        if (_known.TryGetValue(packed, out var isKnown)) { return isKnown; }
        return _known[packed] = Division.TryParse(Encoding.ASCII.GetString(code), out var division)
            && Divisions.IsKnown(Divisions.Current(division));
    }
}

/// <summary>公民身份号码 (GB 11643): 18 characters; 15 digits become 18, x becomes X.</summary>
internal sealed class CitizenIdCells(CatalogField field) : PlainCells(field)
{
    private const int OldLength = 15;

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.Length == OldLength && AreDigits(cell)) { return FromOld(cell, rows); }
        if (!CitizenId.IsValid(cell)) { return Cell.Wrong(CellFault.NotCitizenId); }
        if (cell[^1] != 'x') { return new Cell(Place(cell, offset, rows)); }
        Span<byte> upper = stackalloc byte[18];
        cell.CopyTo(upper);
        upper[17] = (byte)'X';
        return new Cell(rows.Keep(upper), IsStandardized: true);
    }

    /// <summary>Numbers given before 1999: the century is 19, the check character is computed.</summary>
    private static Cell FromOld(ReadOnlySpan<byte> cell, TypedRows rows)
    {
        Span<byte> full = stackalloc byte[18];
        cell[..6].CopyTo(full);
        "19"u8.CopyTo(full[6..]);
        cell[6..].CopyTo(full[8..]);
        full[17] = CitizenId.CheckOf(full[..17]);
        return CitizenId.IsValid(full)
            ? new Cell(rows.Keep(full), IsStandardized: true)
            : Cell.Wrong(CellFault.NotCitizenId);
    }
}

/// <summary>组织机构代码 (GB 11714, 9) or 统一社会信用代码 (GB 32100, 18).</summary>
internal sealed class OrganizationCells(CatalogField field) : PlainCells(field)
{
    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.Length == 10 && cell[8] == '-')
        {
            Span<byte> plain = stackalloc byte[9];
            cell[..8].CopyTo(plain);
            plain[8] = cell[9];
            return ReadPlain(plain, -1, rows) with { IsStandardized = true };
        }
        if (cell.Length is not (9 or 18) || !IsAlphanumeric(cell)) { return Cell.Wrong(CellFault.NotOrganization); }
        if (cell.ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            var upper = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(cell).ToUpperInvariant());
            return ReadPlain(upper, -1, rows) with { IsStandardized = true };
        }
        var isRight = cell.Length == 9 || CreditCode.TryParse(Encoding.ASCII.GetString(cell), out _);
        return new Cell(Place(cell, offset, rows), isRight ? CellFault.None : CellFault.OrganizationCheck);
    }

    private static bool IsAlphanumeric(ReadOnlySpan<byte> cell)
    {
        foreach (var symbol in cell)
        {
            if (!char.IsAsciiLetterOrDigit((char)symbol)) { return false; }
        }
        return true;
    }
}

/// <summary>银行账号: digits; blanks between groups are dropped.</summary>
internal sealed class AccountCells(CatalogField field) : PlainCells(field)
{
    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        if (cell.Contains((byte)' '))
        {
            var joined = Encoding.ASCII.GetBytes(
                Encoding.ASCII.GetString(cell).Replace(" ", "", StringComparison.Ordinal));
            return ReadPlain(joined, -1, rows) with { IsStandardized = true };
        }
        return cell.Length is >= 6 and <= 32 && AreDigits(cell)
            ? new Cell(Place(cell, offset, rows))
            : Cell.Wrong(CellFault.NotAccount);
    }
}
