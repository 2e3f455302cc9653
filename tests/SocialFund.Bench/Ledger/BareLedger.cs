using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SocialFund.Bench.Ledger;

/// <summary>The same lines in one bare table with an index, and as CSV for PostgreSQL.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Every text is written in this file.")]
internal sealed class BareLedger : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly StreamWriter _csv;
    private SqliteTransaction _transaction;
    private int _count;

    public BareLedger(string file)
    {
        Csv = $"{file}.csv";
        _csv = new StreamWriter(Csv);
        _connection = new SqliteConnection($"Data Source={file}");
        _connection.Open();
        Run("""
            pragma journal_mode = wal;
            create table line (
                account text not null, month integer not null, place integer not null, day text not null,
                debit integer not null, credit integer not null, bank text not null);
            """);
        _transaction = _connection.BeginTransaction();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "insert into line values ($account, $month, $place, $day, $debit, $credit, $bank)";
        foreach (var name in (string[])["$account", "$month", "$place", "$day", "$debit", "$credit", "$bank"])
        {
            _insert.Parameters.Add(new SqliteParameter(name, null));
        }
        _insert.Transaction = _transaction;
    }

    public string Csv { get; }

    public void Add(string account, DateOnly date, int voucher, int line, long debit, long credit, string bank)
    {
        object[] values =
        [
            account, date.Month, voucher * 100L + line, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            debit, credit, bank,
        ];
        for (var index = 0; index < values.Length; index++) { _insert.Parameters[index].Value = values[index]; }
        _insert.ExecuteNonQuery();
        _csv.WriteLine(string.Join(',', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
        if (++_count % 100_000 != 0) { return; }
        _transaction.Commit();
        _transaction = _connection.BeginTransaction();
        _insert.Transaction = _transaction;
    }

    public void Finish()
    {
        _transaction.Commit();
        _csv.Dispose();
        Run("create index line_by_place on line (account, month, place)");
        Run("create index line_by_bank on line (account, bank, month, place)");
    }

    public void Balances() => Read("select account, sum(debit), sum(credit) from line group by account");

    public void Page(int month, long after) => Read(string.Create(
        CultureInfo.InvariantCulture,
        $"select * from line where account = '1001' and month = {month} and place > {after} order by place limit 100"));

    public void PageOfBank() => Read(
        "select * from line where account = '1001' and bank = '6228000000000117' order by month, place limit 100");

    public void MonthOfBank() => Read(
        "select * from line where account = '1001' and bank = '6228000000000117' and month = 6 order by place");

    public void Dispose()
    {
        _csv.Dispose();
        _transaction.Dispose();
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Read(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        while (rows.Read()) { _ = rows.GetValue(rows.FieldCount - 1); }
    }
}
