using System.Diagnostics;
using System.Globalization;
using SocialFund.Analytics;
using SocialFund.Bench.Postings;
using SocialFund.Exchange.Catalog;
using SocialFund.Exchange.Governance;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Bench.Lake;

/// <summary>Questions to five years of two funds' contributions: one person's history, figures of everything.</summary>
internal static class LakeBench
{
    private const int Usual = 6_000_000;
    private const int Rounds = 9;

    /// <summary>More rows would be copied into PostgreSQL for longer than all the rest takes.</summary>
    private const long PeerRowsMax = 6_000_000;

    private static readonly CatalogTable[] Tables =
    [
        Catalogue.Shipped.Find("enterprise-pension/individual-contributions")!,
        Catalogue.Shipped.Find("public-sector-pension/individual-contributions")!,
    ];

    private static readonly Actor Leader = new(
        "u", "领导", Division.Of("630000"), null,
        [new Grant(new HashSet<string> { Permission.IntakeView.Code }, null, Division.Of("630000"))]);

    /// <param name="size"><c>=ROWS</c>, or empty for six million.</param>
    public static async Task Run(string size)
    {
        var rows = size.Length == 0 ? Usual : long.Parse(size[1..], CultureInfo.InvariantCulture);
        using var folder = new WorkFolder();
        using var store = SqliteDocumentStore.Open(
            folder.Of("lake.db"), TimeProvider.System, CommitFlush.AtTheEnd, []);
        var blobs = new FolderBlobStore(folder.Of("blobs"), new NationalCrypto());
        using var duck = DuckDatabase.Open(new DuckOptions { TempFolder = folder.Of("spill") });
        var clock = Stopwatch.StartNew();
        var persons = rows / Tables.Length / LakeRows.Months;
        foreach (var table in Tables) { await LakeRows.Write(store, folder.Of("blobs"), duck, table, persons); }
        Say($"{rows:N0} rows of {LakeRows.Months} months and 2 funds in 480 batches, written in {Seconds(clock):N0} s");
        var lake = new DetailLake(new LakeIndex(store), blobs);
        var ids = Persons(duck, await lake.View("rows", Tables[0], null, default));
        var plain = await Measured(ids, duck, lake);
        clock.Restart();
        using var merger = new Merger(
            store, blobs, duck, Catalogue.Shipped, TimeProvider.System, folder.Of("work"));
        var merged = await merger.Run(null, default);
        Say($"merged into {merged.Files} files in {Seconds(clock):N0} s, {merged.Rows / Seconds(clock):N0} rows/s");

        var api = new GovernanceModule(store, blobs, duck, Catalogue.Shipped, new NoJobs()).Endpoints.ToList();
        var scan = await Measured(ids, duck, lake);
        var history = await Times(ids, async id =>
        {
            foreach (var table in Tables)
            {
                var passport = (Passport)await Ask(api, new ViewPassport(
                    table.Id.Replace('/', '~'), "202101", "202512", Person: id, Lines: 1000));
                Expect(passport.Lines.Count == LakeRows.Months, $"{passport.Lines.Count} rows of a person");
            }
        });
        var groups = await Times(ids, async _ =>
        {
            var figures = (IReadOnlyList<FundFigure>)await Ask(api, new ViewAcrossFunds(
                "individual-contributions", "202101", "202512"));
            Expect(figures.Sum(figure => figure.Rows) == persons * LakeRows.Months * Tables.Length, "rows are lost");
        });
        var peer = await Peer(folder, duck, lake, rows, ids);
        Console.WriteLine($"  {"milliseconds, median of 9",-44}{"ours",9}{"first",9}{"DuckDB, same files",20}"
            + $"{"DuckDB, batches' own",22}{"PostgreSQL, index",19}");
        Line("one person's history, two funds", history, scan.History, plain.History, peer?.History);
        Line("division × month × fund, all rows", groups, scan.Groups, plain.Groups, peer?.Groups);
        if (peer is not null && rows > PeerRowsMax) { Say($"PostgreSQL held {PeerRowsMax:N0} of the rows"); }
    }

    private static void Line(string name, List<double> ours, double scan, double plain, double? peer) =>
        Console.WriteLine(FormattableString.Invariant(
            $"  {name,-44}{Median(ours),9:N1}{ours[0],9:N1}{scan,12:N1}{Median(ours) / scan,8:0.00}")
            + FormattableString.Invariant($"{plain,14:N1}{Median(ours) / plain,8:0.00}")
            + (peer is { } other ? FormattableString.Invariant($"{other,11:N1}{Median(ours) / other,8:0.00}") : "–"));

    /// <summary>The bare statements over what the lake's views name now.</summary>
    private static async Task<(double History, double Groups)> Measured(
        IReadOnlyList<string> ids, DuckDatabase duck, DetailLake lake)
    {
        using var connection = duck.Connect();
        for (var at = 0; at < Tables.Length; at++)
        {
            connection.Create(await lake.View($"rows{at}", Tables[at], null, default));
        }
        var history = await Times(ids, id =>
        {
            for (var at = 0; at < Tables.Length; at++)
            {
                Drain(connection, $"select * from rows{at} where citizen_id_number = '{id}'");
            }
            return Task.CompletedTask;
        });
        var groups = await Times(ids.Take(3).ToList(), _ =>
        {
            for (var at = 0; at < Tables.Length; at++)
            {
                Drain(connection, $"select administrative_division_code, period, count(*), "
                    + $"sum({LakeRows.Total(Tables[at])})::bigint from rows{at} group by 1, 2");
            }
            return Task.CompletedTask;
        });
        return (Median(history), Median(groups));
    }

    /// <summary>The columns that the questions need, with an index on the person.</summary>
    private static async Task<(double History, double Groups)?> Peer(
        WorkFolder folder, DuckDatabase duck, DetailLake lake, long rows, List<string> ids)
    {
        await using var peer = await PostgresPeer.Start(folder.Of("postgres"));
        if (peer is null) { return null; }
        var csv = folder.Of("rows.csv");
        using (var connection = duck.Connect())
        {
            var selects = new List<string>();
            for (var at = 0; at < Tables.Length; at++)
            {
                connection.Create(await lake.View($"rows{at}", Tables[at], null, default));
                selects.Add($"(select {at} as fund, administrative_division_code, period, citizen_id_number, "
                    + $"{LakeRows.Total(Tables[at])} as paid from rows{at} limit {Math.Min(rows, PeerRowsMax) / 2})");
            }
            connection.Execute($"copy ({string.Join(" union all ", selects)}) to '{csv}' (format csv, header)");
        }
        await peer.Sql(
            "-c", "create unlogged table detail (fund int, division text, period int, person text, paid bigint)",
            "-c", $@"\copy detail from '{csv}' (format csv, header true)",
            "-c", "create index on detail (person)", "-c", "analyze detail");
        await File.WriteAllTextAsync(folder.Of("person.sql"), $"select * from detail where person = '{ids[0]}';");
        await File.WriteAllTextAsync(
            folder.Of("groups.sql"),
            "select fund, division, period, count(*), sum(paid) from detail group by 1, 2, 3;");
        return (await peer.Latency(folder.Of("person.sql"), Rounds), await peer.Latency(folder.Of("groups.sql"), 3));
    }

    private static List<string> Persons(DuckDatabase duck, DuckView rows)
    {
        using var connection = duck.Connect();
        connection.Create(rows);
        using var reader = connection.Query(
            $"select distinct citizen_id_number from rows where period = 202101 limit {Rounds}");
        var ids = new List<string>();
        while (reader.Read()) { ids.Add(reader.Text(0)); }
        return ids;
    }

    private static async Task<List<double>> Times(IReadOnlyList<string> ids, Func<string, Task> ask)
    {
        var times = new List<double>();
        foreach (var id in ids)
        {
            var clock = Stopwatch.StartNew();
            await ask(id);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    private static void Drain(DuckConnection connection, string sql)
    {
        using var reader = connection.Query(sql);
        while (reader.Read()) { }
    }

    private static async Task<object> Ask(IEnumerable<Endpoint> api, object request) => (await api
        .Single(endpoint => endpoint.Request == request.GetType())
        .Handle(request, new Call(Leader, DateTimeOffset.UnixEpoch, "bench"))).Require();

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds) { throw new InvalidOperationException(otherwise); }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static double Seconds(Stopwatch clock) => clock.Elapsed.TotalSeconds;

    private static void Say(FormattableString text) =>
        Console.WriteLine("  " + text.ToString(CultureInfo.InvariantCulture));
}
