using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SocialFund.Kernel;

namespace SocialFund.Exchange.History;

/// <summary>Every sheet of an xls workbook (MS-XLS, BIFF8: Excel 97 to 2003 and what others write as such).</summary>
internal static class XlsBook
{
    private const int Formula = 0x0006, EndOfPart = 0x000A, Continue = 0x003C, BoundSheet = 0x0085, MulRk = 0x00BD,
        SharedTexts = 0x00FC, LabelShared = 0x00FD, Number = 0x0203, Label = 0x0204,
        FormulaText = 0x0207, Rk = 0x027E, Begin = 0x0809, FilePass = 0x002F, Merged = 0x00E5, RichLabel = 0x00D6,
        CellFormat = 0x00E0, NumberFormat = 0x041E;

    private const int Biff8 = 0x0600;
    private const int WorksheetKind = 0x0010;

    /// <exception cref="InvalidDataException">Damaged, encrypted or of an older form.</exception>
    public static List<Sheet> Read(byte[] bytes)
    {
        try
        {
            var file = CompoundFile.Open(bytes);
            var book = file.Stream("Workbook") ?? throw new InvalidDataException(
                file.Stream("Book") is null ? "不是 xls 工作簿" : "Excel 95 及更早的文件请先另存为 xlsx");
            return Sheets(book);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("xls 记录残缺", error);
        }
    }

    private static List<Sheet> Sheets(byte[] book)
    {
        var texts = new List<string>();
        var starts = new List<(string Name, int At)>();
        var formats = new List<int>();
        // The two percentages that are built in.
        var percents = new HashSet<int> { 9, 10 };
        foreach (var record in Records(book, 0))
        {
            switch (record.Kind)
            {
                case Begin when record.UInt16(0) != Biff8:
                    throw new InvalidDataException("Excel 95 及更早的文件请先另存为 xlsx");
                case FilePass:
                    throw new InvalidDataException("工作簿已加密，请去除密码后再导入");
                case BoundSheet when record.Data[5] == 0:
                    starts.Add((ShortText(record.Data, 6), (int)record.UInt32(0)));
                    break;
                case NumberFormat when LongText(record.Data, 2).Contains('%', StringComparison.Ordinal):
                    percents.Add(record.UInt16(0));
                    break;
                case CellFormat:
                    formats.Add(record.UInt16(2));
                    break;
                case SharedTexts:
                    texts = new TextReader8(record.Blocks).All((int)record.UInt32(4));
                    break;
                default:
                    break;
            }
        }
        string Shown(string number, int format) =>
            format < formats.Count && percents.Contains(formats[format]) ? ExactNumber.AsPercent(number) : number;
        return [.. starts.Select(start => Cells(start.Name, book, start.At, texts, Shown)).OfType<Sheet>()];
    }

    /// <param name="shown">A number as its cell format shows it.</param>
    private static Sheet? Cells(
        string name, byte[] book, int start, List<string> texts, Func<string, int, string> shown)
    {
        var sheet = new SheetBuilder(name);
        (int Row, int Column)? awaitsText = null;
        foreach (var record in Records(book, start))
        {
            switch (record.Kind)
            {
                // Charts and macro sheets stand among the sheets.
                case Begin when record.UInt16(2) != WorksheetKind:
                    return null;
                case Number:
                    sheet.Set(
                        record.Row, record.Column, shown(Typed(record.Int64(6), 0), record.UInt16(4)), isNumber: true);
                    break;
                case Rk:
                    sheet.Set(
                        record.Row, record.Column, shown(Short(record.UInt32(6)), record.UInt16(4)), isNumber: true);
                    break;
                case MulRk:
                    for (var at = 4; at + 6 <= record.Data.Length - 2; at += 6)
                    {
                        sheet.Set(
                            record.Row, record.Column + (at - 4) / 6,
                            shown(Short(record.UInt32(at + 2)), record.UInt16(at)), isNumber: true);
                    }
                    break;
                case LabelShared:
                    var index = record.UInt32(6);
                    sheet.Set(
                        record.Row, record.Column, index < texts.Count ? texts[(int)index]
                            : throw new InvalidDataException("xls 文字表残缺"), isNumber: false);
                    break;
                case Label or RichLabel:
                    sheet.Set(record.Row, record.Column, LongText(record.Data, 6), isNumber: false);
                    break;
                case Formula when record.UInt16(12) != 0xFFFF:
                    sheet.Set(
                        record.Row, record.Column, shown(Typed(record.Int64(6), 0), record.UInt16(4)), isNumber: true);
                    break;
                case Formula when record.Data[6] == 0:
                    awaitsText = (record.Row, record.Column);
                    break;
                case FormulaText when awaitsText is { } place:
                    sheet.Set(place.Row, place.Column, LongText(record.Data, 0), isNumber: false);
                    awaitsText = null;
                    break;
                case Merged:
                    for (var at = 2; at + 8 <= record.Data.Length; at += 8)
                    {
                        sheet.Merge(new MergedCells(
                            record.UInt16(at), record.UInt16(at + 4), record.UInt16(at + 2), record.UInt16(at + 6)));
                    }
                    break;
                default:
                    break;
            }
        }
        return sheet.Finish();
    }

    /// <summary>A record with those that continue it.</summary>
    private readonly record struct BiffRecord(int Kind, List<byte[]> Blocks)
    {
        public byte[] Data => Blocks[0];
        public int Row => UInt16(0);
        public int Column => UInt16(2);

        public int UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(at));

        public uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Data.AsSpan(at));

        public long Int64(int at) => BinaryPrimitives.ReadInt64LittleEndian(Data.AsSpan(at));
    }

    /// <summary>The records of one part: globals or a sheet; parts inside it, such as charts, are left out.</summary>
    private static IEnumerable<BiffRecord> Records(byte[] book, int start)
    {
        var depth = 0;
        BiffRecord? open = null;
        for (var at = start; at + 4 <= book.Length;)
        {
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(book.AsSpan(at + 2));
            if (at + 4 + length > book.Length) { throw new InvalidDataException("xls 记录残缺"); }
            var data = book[(at + 4)..(at + 4 + length)];
            at += 4 + length;
            if (kind == Continue && open is { } first) { first.Blocks.Add(data); continue; }
            if (open is { } whole) { yield return whole; open = null; }
            if (kind == Begin) { depth++; }
            if (kind == EndOfPart && --depth == 0) { yield break; }
            if (depth == 1) { open = new BiffRecord(kind, [data]); }
        }
        if (open is { } last) { yield return last; }
    }

    /// <summary>A number in 30 bits: whole or the upper half of a binary one, perhaps a hundredth.</summary>
    private static string Short(uint bits)
    {
        var scale = (bits & 1) != 0 ? 2 : 0;
        return (bits & 2) != 0
            ? ExactNumber.Typed(new ExactNumber(unchecked((int)bits) >> 2, scale).ToString())
            : Typed((long)(bits & 0xFFFF_FFFC) << 32, scale);
    }

    /// <summary>As Excel shows it: fifteen digits.</summary>
    private static string Typed(long bits, int scale)
    {
        var text = BitConverter.Int64BitsToDouble(bits).ToString("G15", CultureInfo.InvariantCulture);
        return ExactNumber.TryParse(text, out var number)
            ? ExactNumber.Typed(new ExactNumber(number.Digits, number.Scale + scale).ToString())
            : text;
    }

    private static string ShortText(byte[] data, int at) => Text(data, at + 1, data[at]);

    private static string LongText(byte[] data, int at) =>
        Text(data, at + 2, BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at)));

    private static string Text(byte[] data, int at, int length) => (data[at] & 1) != 0
        ? Encoding.Unicode.GetString(data, at + 1, length * 2)
        : Encoding.Latin1.GetString(data, at + 1, length);

    /// <summary>The shared texts, which may break off anywhere and go on in the next block.</summary>
    private sealed class TextReader8(List<byte[]> blocks)
    {
        private int _block;
        private int _at = 8;

        public List<string> All(int count)
        {
            var texts = new List<string>();
            for (var index = 0; index < count && HasMore(); index++) { texts.Add(Next()); }
            return texts;
        }

        private bool HasMore()
        {
            while (_block < blocks.Count && _at >= blocks[_block].Length) { (_block, _at) = (_block + 1, 0); }
            return _block < blocks.Count;
        }

        private string Next()
        {
            var length = UInt16();
            var flags = Byte();
            var runs = (flags & 8) != 0 ? UInt16() : 0;
            var extra = (flags & 4) != 0 ? (long)UInt16() | ((long)UInt16() << 16) : 0;
            var text = new StringBuilder(length);
            while (text.Length < length)
            {
                // Where a text goes on in the next block, that block says anew how wide its letters are.
                if (_at >= blocks[_block].Length && HasMore()) { flags = Byte(); }
                var wide = (flags & 1) != 0;
                var take = Math.Min(length - text.Length, (blocks[_block].Length - _at) / (wide ? 2 : 1));
                if (take == 0) { throw new InvalidDataException("xls 文字表残缺"); }
                text.Append(wide
                    ? Encoding.Unicode.GetString(blocks[_block], _at, take * 2)
                    : Encoding.Latin1.GetString(blocks[_block], _at, take));
                _at += take * (wide ? 2 : 1);
            }
            for (var left = runs * 4L + extra; left > 0; left--) { Byte(); }
            return text.ToString();
        }

        private int UInt16() => Byte() | (Byte() << 8);

        private byte Byte() => HasMore() ? blocks[_block][_at++] : throw new InvalidDataException("xls 文字表残缺");
    }
}
