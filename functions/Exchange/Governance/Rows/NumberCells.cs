using System.Text;
using SocialFund.Exchange.Catalog;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Governance;

/// <summary>金额: yuan with at most two decimals, kept in fen. Separators of thousands are taken out.</summary>
internal sealed class MoneyCells(CatalogField field) : PlainCells(field)
{
    /// <summary>No amount of one row reaches a hundred billion yuan.</summary>
    private const long FenMax = Money.DocumentMaxFen;

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        var isStandard = Decimals.TryRead(cell, 2, out var fen);
        if (!isStandard
            && !(cell.Contains((byte)',') && Separated(cell, out fen)))
        {
            return Cell.Wrong(CellFault.NotMoney);
        }
        return fen < 0 && !Field.MayBeNegative ? Cell.Wrong(CellFault.Negative)
            : fen is > FenMax or < -FenMax ? Cell.Wrong(CellFault.TooLarge)
            : new Cell(fen, IsStandardized: !isStandard);
    }

    private static bool Separated(ReadOnlySpan<byte> cell, out long fen)
    {
        fen = 0;
        var isRight = Money.TryParseYuan(Encoding.ASCII.GetString(cell), out var money);
        if (isRight) { fen = money.Fen; }
        return isRight;
    }
}

/// <summary>个数: a whole number; a decimal point with nothing but zeros behind it is dropped.</summary>
internal sealed class CountCells(CatalogField field) : PlainCells(field)
{
    private const int DigitsMax = 9;

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        var point = cell.IndexOf((byte)'.');
        var isPointed = point > 0 && !cell[(point + 1)..].ContainsAnyExcept((byte)'0');
        var whole = isPointed ? cell[..point] : cell;
        return whole.Length <= DigitsMax && AreDigits(whole)
            ? new Cell(Number(whole), IsStandardized: isPointed)
            : Cell.Wrong(CellFault.NotCount);
    }
}

/// <summary>比例: at most six decimals, kept in millionths; 16% becomes 0.16.</summary>
internal sealed class RateCells(CatalogField field) : PlainCells(field)
{
    private const int Hundred = 100;

    protected override Cell ReadPlain(ReadOnlySpan<byte> cell, int offset, TypedRows rows)
    {
        var isPercent = cell[^1] == '%';
        if (!Decimals.TryRead(isPercent ? cell[..^1] : cell, 6, out var millionths)
            || (millionths < 0 && !Field.MayBeNegative))
        {
            return Cell.Wrong(CellFault.NotRate);
        }
        return !isPercent ? new Cell(millionths)
            : millionths % Hundred == 0 ? new Cell(millionths / Hundred, IsStandardized: true)
            : Cell.Wrong(CellFault.NotRate);
    }
}

internal static class Decimals
{
    /// <summary>Room for the scale without leaving 63 bits.</summary>
    private const int WholeDigitsMax = 12;

    /// <summary>Reads [-]digits[.digits] times ten to the scale.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, int scale, out long value)
    {
        // Twelve digits and a scale of six stay far below 63 bits.
        unchecked
        {
            value = 0;
            var at = cell.Length > 0 && cell[0] == '-' ? 1 : 0;
            var start = at;
            for (; at < cell.Length && (uint)(cell[at] - '0') <= 9; at++)
            {
                if (at - start == WholeDigitsMax) { return false; }
                value = value * 10 + (cell[at] - '0');
            }
            if (at == start) { return false; }
            if (at < cell.Length && !Fraction(cell[at..], ref value, ref scale)) { return false; }
            for (; scale > 0; scale--) { value *= 10; }
            if (start == 1) { value = -value; }
            return true;
        }
    }

    private static bool Fraction(ReadOnlySpan<byte> rest, ref long value, ref int scale)
    {
        if (rest[0] != '.' || rest.Length == 1) { return false; }
        foreach (var digit in rest[1..])
        {
            if (digit is < (byte)'0' or > (byte)'9') { return false; }
            if (scale > 0) { value = value * 10 + (digit - '0'); scale--; }
            else if (digit != '0') { return false; }
        }
        return true;
    }
}
