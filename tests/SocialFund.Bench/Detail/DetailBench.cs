using System.Diagnostics;
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

    public static Task Run(string rows)
    {
        var count = rows.Length > 1 ? int.Parse(rows[1..], System.Globalization.CultureInfo.InvariantCulture)
            : 5_000_000;
        using var folder = new WorkFolder();
        var (zip, utf8) = (folder.Of("rows.zip"), folder.Of("rows.csv"));
        DetailRows.Write(zip, utf8, count);
        List<double> ours = [], limit = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(count / Ours(zip, folder.Of("ours.parquet")));
            limit.Add(count / Plain(utf8, folder.Of("plain.parquet")));
        }
        Report.Print(
            $"Detail rows of {count:N0} ({new FileInfo(utf8).Length >> 20} MiB as UTF-8)", "row",
            new Measured("ours, ZIP to Parquet, every rule", ours),
            new Measured("DuckDB CSV to Parquet, no check", limit));
        Console.WriteLine(
            $"  peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB; Parquet "
            + $"{SizeOf(folder.Of("ours.parquet"))} MiB, plain {SizeOf(folder.Of("plain.parquet"))} MiB");
        return Task.CompletedTask;
    }

    private static double Ours(string zip, string parquet)
    {
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var connection = duck.Connect();
        var table = Catalogue.Shipped.Find("enterprise-pension/individual-contributions")!;
        var period = Period.Of(2026, 3);
        var clock = Stopwatch.StartNew();
        using var archive = ZipFile.OpenRead(zip);
        var entry = archive.Entries[0];
        var heading = Layout.Read(entry.Name, Encoding.UTF8.GetBytes(DetailRows.Heading), table, period, null)
            .Require();
        var tally = TableLoad.Run(
            connection, new LoadOrder(table, period, Division.Of("630000"), "b1"), Catalogue.Shipped,
            [new TableFile(entry.Name, entry.Open, TextEncoding.Gb18030, heading)], EarlierRows.None(), new NoSink(),
            parquet, CancellationToken.None);
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"  {tally.Received.Rows:N0} received, {tally.Accepted.Rows:N0} accepted, "
            + $"{tally.Returned.Rows:N0} returned, {tally.Duplicate.Rows:N0} duplicate; {seconds:0.00} s");
        return seconds;
    }

    private static long SizeOf(string path) => new FileInfo(path).Length >> 20;

    private static double Plain(string csv, string parquet)
    {
        using var duck = DuckDatabase.Open(new DuckOptions());
        using var connection = duck.Connect();
        var clock = Stopwatch.StartNew();
        connection.Execute(
            $"copy (select * from read_csv('{csv}', delim = '|', header = true)) to '{parquet}' (format parquet)");
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"  plain {seconds:0.00} s");
        return seconds;
    }

    private sealed class NoSink : ILoadSink
    {
        public void Return(int file, long number, ReadOnlySpan<byte> line, string reasons) { }
        public void Note(int file, long number, string field, string rule, Severity severity) { }
        public void Progress(long rows) { }
    }
}
