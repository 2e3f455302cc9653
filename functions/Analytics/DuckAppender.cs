using System.Buffers;
using System.Text;

namespace SocialFund.Analytics;

/// <summary>
/// Fills a table: one Append a column in the table's order, then <see cref="EndRow"/>; last <see cref="Complete"/>.
/// </summary>
/// <remarks>
/// Full buffers go into the table as they fill, so without <see cref="Complete"/> some rows are there and some are not:
/// for all or nothing begin a transaction first, or fill a table that is thrown away.
/// </remarks>
public sealed unsafe class DuckAppender : IDisposable
{
    private const int StackTextMax = 256;
    private nint _handle;

    internal DuckAppender(nint connection, string? catalog, string table)
    {
        if (Native.CreateAppender(connection, catalog, null, table, out _handle) != 0)
        {
            var error = Error();
            _ = Native.DestroyAppender(ref _handle);
            throw error;
        }
    }

    /// <summary>Rows ended so far.</summary>
    public long Rows { get; private set; }

    public DuckAppender AppendNull() => Checked(Native.AppendNull(Open));

    public DuckAppender Append(bool value) => Checked(Native.AppendBoolean(Open, value ? (byte)1 : (byte)0));

    public DuckAppender Append(long value) => Checked(Native.AppendInt64(Open, value));

    public DuckAppender Append(long? value) => value is { } number ? Append(number) : AppendNull();

    public DuckAppender Append(double value) => Checked(Native.AppendDouble(Open, value));

    /// <summary>
    /// A decimal with more digits than the column has is rounded half away from zero, as SQL casts do.
    /// </summary>
    public DuckAppender Append(decimal value)
    {
        var native = Native.CreateDecimal(DuckEpoch.DecimalOf(value));
        var state = Native.AppendValue(Open, native);
        Native.DestroyValue(ref native);
        return Checked(state);
    }

    public DuckAppender Append(DateOnly value) => Checked(Native.AppendDate(Open, DuckEpoch.Days(value)));

    public DuckAppender Append(DateOnly? value) => value is { } date ? Append(date) : AppendNull();

    /// <summary>A wall-clock timestamp: the kind of the value is not looked at.</summary>
    public DuckAppender Append(DateTime value) => Checked(Native.AppendTimestamp(Open, DuckEpoch.Micros(value)));

    public DuckAppender Append(string? value) => value is null ? AppendNull() : Append(value.AsSpan());

    public DuckAppender Append(ReadOnlySpan<char> value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > StackTextMax ? ArrayPool<byte>.Shared.Rent(size) : null;
        var utf8 = rented ?? stackalloc byte[StackTextMax];
        var length = Encoding.UTF8.GetBytes(value, utf8);
        int state;
        fixed (byte* bytes = utf8) { state = Native.AppendText(Open, bytes, (ulong)length); }
        if (rented is not null) { ArrayPool<byte>.Shared.Return(rented); }
        return Checked(state);
    }

    /// <exception cref="DuckException">The row has too few or too many values.</exception>
    public void EndRow()
    {
        _ = Checked(Native.EndRow(Open));
        Rows++;
    }

    /// <summary>Puts the rest into the table. The appender takes no more rows.</summary>
    /// <exception cref="DuckException">A row breaks a constraint of the table.</exception>
    public void Complete()
    {
        _ = Checked(Native.CloseAppender(Open));
        _ = Native.DestroyAppender(ref _handle);
    }

    /// <summary>Drops what is still in the buffer, unless it was completed.</summary>
    public void Dispose()
    {
        if (_handle == 0) { return; }
        _ = Native.ClearAppender(_handle);
        _ = Native.DestroyAppender(ref _handle);
    }

    private nint Open => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(DuckAppender));

    private DuckAppender Checked(int state) => state == 0 ? this : throw Error();

    private DuckException Error() => DuckException.Of(Native.Borrowed(Native.AppenderError(_handle)));
}
