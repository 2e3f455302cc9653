using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SocialFund.Analytics;
using SocialFund.Bench.Postings;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Exchange.Governance.Text;
using SocialFund.Kernel;

namespace SocialFund.Bench.Detail;

/// <summary>
/// Detail rows a second: unpacked, read, every rule, duplicates, standard form, Parquet; beside DuckDB's plain reading
/// and writing of the same rows and PostgreSQL's COPY with the same checks.
/// </summary>
internal static class DetailBench
{
    private const int Rounds = 3;
    private const int Usual = 5_000_000;

    /// <summary>The peer takes minutes beyond; what it is asked for, the ratio, does not change.</summary>
    private const int PeerRowsMax = 6_000_000;

    /// <param name="rows"><c>=ROWS</c>, or empty for five million.</param>
    public static async Task Run(string rows)
    {
        var count = rows.Length > 1 ? int.Parse(rows[1..], CultureInfo.InvariantCulture) : Usual;
        using var folder = new WorkFolder();
        var (zip, utf8) = (folder.Of("rows.zip"), folder.Of("rows.csv"));
        DetailRows.Write(zip, utf8, count);
        await using var peer = count > PeerRowsMax ? null : await PostgresPeer.Start(folder.Of("postgres"));
        List<double> ours = [], limit = [], copy = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(count / Ours(zip, folder.Of("ours.parquet")));
            limit.Add(count / Plain(utf8, folder.Of("plain.parquet")));
            if (peer is not null) { copy.Add(count / await Checked(peer, utf8)); }
        }
        Report.Print(
            $"Detail rows of {count:N0} ({SizeOf(utf8)} MiB as UTF-8, {SizeOf(zip)} MiB as GB18030 in a ZIP)", "row",
            new Measured("ours, ZIP to Parquet, every rule", ours),
            new Measured("DuckDB CSV to Parquet, no check", limit),
            new Measured(
                "PostgreSQL COPY and the same checks", copy,
                peer is not null ? "" : count > PeerRowsMax ? $"at most {PeerRowsMax:N0} rows"
                    : "not installed (Debian: postgresql)"));
        Console.WriteLine(
            $"  ours {1e9 / ours.Max():N0} ns a row at best; peak memory of the process "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB; Parquet {SizeOf(folder.Of("ours.parquet"))} "
            + $"MiB, plain {SizeOf(folder.Of("plain.parquet"))} MiB");
    }

    /// <summary>COPY into texts; then form, check character, rules and duplicates in SQL into a typed table.</summary>
    private static async Task<double> Checked(PostgresPeer peer, string csv)
    {
        await peer.Sql(
            "-c", "drop table if exists raw; drop table if exists kept",
            "-c", "create unlogged table raw (d text, p text, n text, name text, id text, base text, due text, "
                + "paid text)");
        var clock = Stopwatch.StartNew();
        await peer.Sql("-c", $@"\copy raw from '{csv}' (format csv, delimiter '|', header true)");
        await peer.Sql("-c", SqlOf());
        return clock.Elapsed.TotalSeconds;
    }

    private static string SqlOf()
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = string.Join(" + ", weights.Select((weight, at) => $"substr(id, {at + 1}, 1)::int * {weight}"));
        return $$"""
            create unlogged table kept as
            select d, p::int, n, name, id, base_fen, due_fen, paid_fen from (
              select d, p, n, name, id, (base::numeric * 100)::bigint base_fen, (due::numeric * 100)::bigint due_fen,
                (paid::numeric * 100)::bigint paid_fen, row_number() over (partition by d, p, n) as copy
              from raw
              where d ~ '^[0-9]{6}$' and d like '63%' and p = '202603' and id ~ '^[0-9]{17}[0-9X]$'
                and base ~ '^[0-9]+(\.[0-9]{1,2})?$' and due ~ '^[0-9]+(\.[0-9]{1,2})?$'
                and paid ~ '^[0-9]+(\.[0-9]{1,2})?$' and length(name) between 1 and 200
                and substr('10X98765432', ({{sum}}) % 11 + 1, 1) = substr(id, 18, 1)
                and to_date(substr(id, 7, 8), 'YYYYMMDD') <= date '2026-03-31'
            ) as checked
            where copy = 1 and paid_fen <= due_fen
            """;
    }

    private static double Ours(string zip, string parquet)
    {
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var connection = duck.Connect();
        var table = Catalogue.Shipped.Find("enterprise-pension/individual-contributions")!;
        var period = Period.Of(2026, 3);
        var (clock, before) = (Stopwatch.StartNew(), Processor());
        using var archive = ZipFile.OpenRead(zip);
        var entry = archive.Entries[0];
        var heading = Layout.Read(entry.Name, Encoding.UTF8.GetBytes(DetailRows.Heading), table, period, null)
            .Require();
        using var none = EarlierRows.None();
        var tally = TableLoad.Run(
            connection, new LoadOrder(table, period, Division.Of("630000"), "b1"), Catalogue.Shipped,
            [new TableFile(entry.Name, entry.Open, TextEncoding.Gb18030, heading)], none, new NoSink(),
            parquet, CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"  {tally.Received.Rows:N0} received, {tally.Accepted.Rows:N0} accepted, "
            + $"{tally.Returned.Rows:N0} returned, {tally.Duplicate.Rows:N0} duplicate; {seconds:0.00} s, "
            + $"{Processor() - before:0.00} s of processors");
        return seconds;
    }

    private static long SizeOf(string path) => new FileInfo(path).Length >> 20;

    private static double Plain(string csv, string parquet)
    {
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var connection = duck.Connect();
        var (clock, before) = (Stopwatch.StartNew(), Processor());
        connection.Execute(
            $"copy (select * from read_csv('{csv}', delim = '|', header = true)) to '{parquet}' (format parquet)");
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"  plain {seconds:0.00} s, {Processor() - before:0.00} s of processors");
        return seconds;
    }

    /// <summary>What all threads have worked so far: it tells what a busy machine hides.</summary>
    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private sealed class NoSink : ILoadSink
    {
        public void Return(int file, long number, ReadOnlySpan<byte> line, string reasons) { }
        public void Note(int file, long number, string field, string rule, Severity severity) { }
        public void Progress(long rows) { }
    }
}
