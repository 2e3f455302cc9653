using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace SocialFund.Bench.Postings;

/// <summary>How many rows one posting leaves in the file, and how many bytes they hold together.</summary>
internal sealed record RowShape(int Rows, int Bytes)
{
    /// <summary>Reads the file after <paramref name="postings"/> postings.</summary>
    public static RowShape Of(string file, long postings)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "select count(*), sum(length(cast(body as blob))) from documents where container = 'books'";
        using var reader = command.ExecuteReader();
        reader.Read();
        return new RowShape(
            (int)Math.Round(reader.GetInt64(0) / (double)postings), (int)(reader.GetInt64(1) / postings));
    }
}

/// <summary>The limit: the same rows into a bare table, prepared statement, one durable commit a posting.</summary>
internal static class RawSqlite
{
    public static double Run(string file, RowShape shape, TimeSpan span)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var prepare = connection.CreateCommand();
        prepare.CommandText = """
            pragma journal_mode = wal;
            pragma synchronous = full;
            pragma wal_autocheckpoint = 4000;
            create table documents (id integer primary key, body text not null);
            """;
        prepare.ExecuteNonQuery();
        var body = new string('x', Math.Max(1, shape.Bytes / shape.Rows));
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into documents (body) values ($body)";
        insert.Parameters.AddWithValue("$body", body);
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; clock.Elapsed < span; count++)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var row = 0; row < shape.Rows; row++) { insert.ExecuteNonQuery(); }
            transaction.Commit();
        }
        return count / clock.Elapsed.TotalSeconds;
    }
}
