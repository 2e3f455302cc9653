using System.Diagnostics;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Bench.Postings;

/// <summary>Vouchers a second: each balanced, numbered, safe on disk before the next step is told.</summary>
internal static class PostingBench
{
    private const int Rounds = 3;
    private const int Callers = 16;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(4);

    private static readonly Division[] Places =
        [Division.Of("630102"), Division.Of("630103"), Division.Of("630104"), Division.Of("630105")];

    public static async Task Run()
    {
        using var folder = new WorkFolder();
        await using var peer = await PostgresPeer.Start(folder.Of("postgres"));
        var (one, many, limit, peerOne, peerMany) = (NewList(), NewList(), NewList(), NewList(), NewList());
        RowShape? shape = null;
        for (var round = 0; round < Rounds; round++)
        {
            one.Add(await Ours(folder.Of($"one-{round}.db"), 1, measured => shape ??= measured));
            many.Add(await Ours(folder.Of($"many-{round}.db"), Callers, _ => { }));
            limit.Add(RawSqlite.Run(folder.Of($"raw-{round}.db"), shape!, Span));
            if (peer is null) { continue; }
            peerOne.Add(await peer.Run(1, Span));
            peerMany.Add(await peer.Run(Callers, Span));
        }
        var missing = peer is null ? "not installed (Debian: postgresql)" : "";
        var bare = new Measured(
            "bare SQLite, a commit a posting", limit, $"{shape!.Rows} rows, {shape.Bytes} bytes each");
        Report.Print("Postings, one caller after another", "voucher",
            new Measured("ours", one), bare, new Measured("PostgreSQL, same double entry", peerOne, missing));
        Report.Print($"Postings, {Callers} callers at once, 4 books", "voucher",
            new Measured("ours", many), bare, new Measured("PostgreSQL, same double entry", peerMany, missing));
    }

    private static List<double> NewList() => [];

    private static async Task<double> Ours(string file, int callers, Action<RowShape> told)
    {
        using var store = SqliteDocumentStore.Open(file, TimeProvider.System);
        var books = new Books(store, new Charts(store), PostingRules.Shipped, new NationalCrypto());
        foreach (var place in Places) { await Post(books, place, $"first-{place}"); }
        var clock = Stopwatch.StartNew();
        var posted = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0;
            for (; clock.Elapsed < Span; count++)
            {
                await Post(books, Places[(caller + count) % Places.Length], $"{caller}-{count}");
            }
            return count;
        })));
        var rate = posted.Sum() / clock.Elapsed.TotalSeconds;
        told(RowShape.Of(file, posted.Sum() + Places.Length));
        return rate;
    }

    private static async Task Post(Books books, Division place, string id)
    {
        var dimensions = new Dictionary<string, string>
        {
            ["item"] = "basic-pension",
            ["agency"] = "630100SB",
            ["bankAccount"] = "28016301001101",
        };
        var happened = new BusinessEvent(
            id, "payment", place, Fund.EnterprisePension, new DateOnly(2026, 6, 15),
            [new EventAmount("basic-pension", "500101", Money.FromFen(32_105_500), dimensions)],
            new Dictionary<string, string> { ["kind"] = "定期待遇支出", ["purpose"] = "六月养老金", ["agency"] = "社保局" },
            new SourceLink("request", $"630102-11-202606-A6301021-{id}", "第1轮"));
        (await books.Post(happened, Call.System("bench", TimeProvider.System.GetUtcNow(), id))).Require();
    }
}
