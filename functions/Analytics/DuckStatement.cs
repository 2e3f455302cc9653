namespace SocialFund.Analytics;

/// <summary>One prepared statement with its parameters bound.</summary>
internal sealed class DuckStatement : IDisposable
{
    private readonly nint _connection;
    private nint _handle;

    private DuckStatement(nint connection, nint handle) => (_connection, _handle) = (connection, handle);

    internal static DuckStatement Prepare(
        nint connection, string sql, ReadOnlySpan<(string Name, DuckValue Value)> parameters)
    {
        // Text behind a NUL would not reach DuckDB.
        if (sql.Contains('\0', StringComparison.Ordinal)) { throw new DuckException("The statement holds a NUL."); }
        var state = Native.Prepare(connection, sql, out var handle);
        var statement = new DuckStatement(connection, handle);
        try
        {
            if (state != 0) { throw DuckException.Of(Native.Borrowed(Native.PrepareError(handle))); }
            statement.Bind(parameters);
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs it; a streaming run goes as far as its first rows.</summary>
    /// <returns>A result that the caller destroys.</returns>
    internal Native.Result Run(bool streaming, CancellationToken cancellation)
    {
        nint pending = 0;
        try
        {
            var state = streaming
                ? Native.PendingStreaming(_handle, out pending)
                : Native.Pending(_handle, out pending);
            if (state != 0) { throw DuckException.Of(Native.Borrowed(Native.PendingError(pending))); }

            // DuckDB forgets interrupts when a statement starts. It has started now, so none can be lost from here on.
            using var interrupt = cancellation.UnsafeRegister(_ => Native.Interrupt(_connection), null);
            if (Native.ExecutePending(pending, out var result) == 0) { return result; }
            var error = Native.Borrowed(Native.ResultError(ref result));
            Native.DestroyResult(ref result);
            cancellation.ThrowIfCancellationRequested();
            throw DuckException.Of(error);
        }
        finally
        {
            Native.DestroyPending(ref pending);
        }
    }

    public void Dispose() => Native.DestroyPrepare(ref _handle);

    private void Bind(ReadOnlySpan<(string Name, DuckValue Value)> parameters)
    {
        var count = Native.ParameterCount(_handle);
        for (ulong index = 1; index <= count; index++)
        {
            var name = Native.Owned(Native.ParameterName(_handle, index));
            Bind(index, Find(parameters, name));
        }

        // Each parameter of the statement was found above, so more values than that means one that is not used.
        if ((ulong)parameters.Length != count)
        {
            throw new ArgumentException($"{parameters.Length} values for {count} parameters.", nameof(parameters));
        }
    }

    private void Bind(ulong index, DuckValue value)
    {
        var native = value.Create();
        try
        {
            if (Native.BindValue(_handle, index, native) != 0)
            {
                throw DuckException.Of(Native.Borrowed(Native.PrepareError(_handle)));
            }
        }
        finally
        {
            Native.DestroyValue(ref native);
        }
    }

    private static DuckValue Find(ReadOnlySpan<(string Name, DuckValue Value)> parameters, string? name)
    {
        foreach (var parameter in parameters)
        {
            if (string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase)) { return parameter.Value; }
        }

        throw new ArgumentException($"No value for the parameter ${name}.", nameof(parameters));
    }
}
