using System.Globalization;

namespace SocialFund.Analytics;

/// <summary>
/// Writes one Parquet file, whole or not at all: readers see it only under its final name, and a retry replaces it.
/// </summary>
/// <remarks>
/// Rows gather in a temporary table first. It spills to the database's temp folder, so files may be larger than memory.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    private static long _sequence;
    private readonly DuckConnection _connection;
    private readonly string _path;
    private readonly string _partial;
    private readonly string _table;

    /// <param name="columns">At least one, in file order.</param>
    public ParquetWriter(DuckConnection connection, string path, IReadOnlyList<DuckColumn> columns)
    {
        var number = Interlocked.Increment(ref _sequence);
        (_connection, _path) = (connection, path);
        _table = string.Create(CultureInfo.InvariantCulture, $"parquet_rows_{number}");
        _partial = PartialOf(path, number);
        var declared = columns.Select(column => $"{SqlText.Name(column.Name)} {column.Type.Sql}");
        connection.Execute($"create temporary table {_table} ({string.Join(", ", declared)})");
        Rows = connection.TemporaryAppender(_table);
    }

    /// <summary>Takes the rows: one Append a column in their order, then EndRow.</summary>
    public DuckAppender Rows { get; }

    /// <summary>Writes all rows; <paramref name="append"/> appends the columns of one, without ending it.</summary>
    /// <returns>How many rows the file holds.</returns>
    public static long Write<T>(
        DuckConnection connection,
        string path,
        IReadOnlyList<DuckColumn> columns,
        IEnumerable<T> rows,
        Action<DuckAppender, T> append,
        CancellationToken cancellation = default)
    {
        using var writer = new ParquetWriter(connection, path, columns);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            append(writer.Rows, row);
            writer.Rows.EndRow();
        }

        return writer.Complete(cancellation);
    }

    /// <inheritdoc cref="Write"/>
    public static async Task<long> WriteAsync<T>(
        DuckConnection connection,
        string path,
        IReadOnlyList<DuckColumn> columns,
        IAsyncEnumerable<T> rows,
        Action<DuckAppender, T> append,
        CancellationToken cancellation = default)
    {
        using var writer = new ParquetWriter(connection, path, columns);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            append(writer.Rows, row);
            writer.Rows.EndRow();
        }

        return writer.Complete(cancellation);
    }

    /// <summary>Writes what a table of the connection holds, in its order.</summary>
    /// <returns>How many rows the file holds.</returns>
    public static long Copy(
        DuckConnection connection, string path, string table, CancellationToken cancellation = default)
    {
        var partial = PartialOf(path, Interlocked.Increment(ref _sequence));
        try
        {
            return Copy(connection, path, SqlText.Name(table), partial, cancellation);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Writes rows of ours as they come.</summary>
    /// <param name="columns">The file's columns in its order; those that the rows do not have stay empty.</param>
    /// <returns>How many rows the file holds.</returns>
    public static long CopyRows(
        DuckConnection connection, string path, NamedRows rows, IReadOnlyList<DuckColumn> columns,
        CancellationToken cancellation = default)
    {
        var partial = PartialOf(path, Interlocked.Increment(ref _sequence));
        var given = rows.Source.Columns.Select(column => column.Name).ToHashSet();
        var selected = columns.Select(column => given.Contains(column.Name)
            ? SqlText.Name(column.Name)
            : $"null::{column.Type.Sql} as {SqlText.Name(column.Name)}");
        try
        {
            return Copy(
                connection, path, $"(select {string.Join(", ", selected)} from {rows.Sql})", partial, cancellation);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Writes the file and gives it its name.</summary>
    /// <returns>How many rows it holds.</returns>
    public long Complete(CancellationToken cancellation = default)
    {
        Rows.Complete();
        return Copy(_connection, _path, _table, _partial, cancellation);
    }

    public void Dispose()
    {
        Rows.Dispose();
        _connection.Execute($"drop table if exists {_table}");
        if (File.Exists(_partial)) { File.Delete(_partial); }
    }

    private static long Copy(
        DuckConnection connection, string path, string table, string partial, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var count = connection.Execute(
            $"copy {table} to {SqlText.Text(partial)} (format parquet, compression zstd)", cancellation: cancellation);

        // The name must not reach the disk before the rows do.
        using (var file = File.OpenHandle(partial, access: FileAccess.ReadWrite)) { RandomAccess.FlushToDisk(file); }
        File.Move(partial, path, overwrite: true);
        return count;
    }

    private static string PartialOf(string path, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{number}.partial");
}
