using System.Buffers;
using SocialFund.Exchange.Catalog;

namespace SocialFund.Exchange.Synthesis;

/// <summary>A table's file while it is made: GB18030, |, CRLF, the heading first.</summary>
internal sealed class TableFile
{
    private const int RowMax = 16 * 1024;
    private const int BufferSize = 256 * 1024;

    private readonly FormWriter _target;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);

    private int _used;
    private int _start;

    public TableFile(Layout layout, FormWriter target)
    {
        (Layout, _target) = (layout, target);
        Append(Names.Bytes(string.Join('|', Headings(layout.Table))));
    }

    /// <summary>The fields' names; a name that the table has twice (其中药品费) gives way to the id the second
    /// time.</summary>
    public static IEnumerable<string> Headings(CatalogTable table)
    {
        var names = new HashSet<string>();
        return table.Fields.Select(field => names.Add(field.Name) ? field.Name : field.Id);
    }

    public Layout Layout { get; }

    /// <summary>Without the heading.</summary>
    public long Rows { get; private set; }

    public long TotalFen { get; private set; }

    public string Sm3 { get; private set; } = "";

    /// <summary>The line that was written last; the heading is 1.</summary>
    public long Line => Rows + 1;

    /// <summary>The last line as written, without its end.</summary>
    public ReadOnlySpan<byte> LastLine => _buffer.AsSpan(_start, _used - _start - 2);

    public void Write(Row row)
    {
        Room();
        _start = _used;
        var columns = Layout.Columns;
        for (var index = 0; index < columns.Length; index++)
        {
            if (index > 0) { _buffer[_used++] = (byte)'|'; }
            WriteCell(row, columns[index]);
        }
        if (Layout.Total >= 0 && row.Has(Layout.Total)) { TotalFen += row.Number(Layout.Total); }
        End();
        Rows++;
    }

    /// <summary>A line that was not made from a row.</summary>
    /// <param name="totalFen">What it adds to the control total.</param>
    public void WriteLine(ReadOnlySpan<byte> line, long totalFen)
    {
        Append(line);
        TotalFen += totalFen;
        Rows++;
    }

    public void Finish()
    {
        Flush();
        ArrayPool<byte>.Shared.Return(_buffer);
        Sm3 = _target.Finish();
    }

    private void WriteCell(Row row, Column column)
    {
        var kind = column.Field.Type;
        if (row.Find(column.Place, out var number, out var text))
        {
            if (text is not null) { Copy(text); }
            else { _used += CellWriter.Write(_buffer.AsSpan(_used), kind, number); }
        }
        else if (column.Usual is { } usual)
        {
            Copy(usual.Length == 1 ? usual[0] : usual[row.Who.With(column.Place).Roll(Ask.Share, usual.Length)]);
        }
        else if (kind == FieldKind.Money) { Copy("0.00"u8); }
        else if (kind == FieldKind.Count) { _buffer[_used++] = (byte)'0'; }
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        Room();
        _start = _used;
        Copy(line);
        End();
    }

    private void End()
    {
        _buffer[_used++] = (byte)'\r';
        _buffer[_used++] = (byte)'\n';
    }

    private void Room()
    {
        if (_used > BufferSize - RowMax) { Flush(); }
    }

    private void Flush()
    {
        _target.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
