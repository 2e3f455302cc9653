using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace SocialFund.Storage;

/// <summary>One connection with its prepared statements. Not thread safe: whoever holds it works alone.</summary>
internal sealed class SqliteSession : IDisposable
{
    /// <summary>Far above the number of statements and query shapes that the modules have; only a guard.</summary>
    private const int StatementsMax = 500;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = [];

    public SqliteSession(string file)
    {
        var address = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false };
        _connection = new SqliteConnection(address.ToString());
        _connection.Open();
        // Savepoints and sorts need no files; 16 MB of pages instead of 2.
        Run("pragma temp_store = memory");
        Run("pragma cache_size = -16384");
    }

    /// <summary>The statement, prepared once, with these values bound.</summary>
    public SqliteCommand Bind(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = Statement(sql);
        for (var index = 0; index < values.Length; index++)
        {
            var (name, value) = values[index];
            if (index == command.Parameters.Count) { command.Parameters.AddWithValue(name, null); }
            command.Parameters[index].Value = value ?? DBNull.Value;
        }
        return command;
    }

    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Bind(sql, values).ExecuteNonQuery();

    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        (long)Bind(sql, values).ExecuteScalar()!;

    public void Dispose()
    {
        foreach (var command in _statements.Values) { command.Dispose(); }
        _connection.Dispose();
    }

    [SuppressMessage(
        "Security", "CA2100", Justification = "From Sql/*.sql, or built of checked field paths by QuerySql.")]
    private SqliteCommand Statement(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) { return known; }
        if (_statements.Count == StatementsMax) { Forget(); }
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        _statements.Add(sql, command);
        return command;
    }

    private void Forget()
    {
        foreach (var command in _statements.Values) { command.Dispose(); }
        _statements.Clear();
    }
}
