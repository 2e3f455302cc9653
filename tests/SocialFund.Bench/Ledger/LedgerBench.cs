using System.Diagnostics;
using System.Globalization;
using SocialFund.Bench.Postings;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Bench.Ledger;

/// <summary>Trial balance and ledger pages over a book of millions of lines, beside the same lines elsewhere.</summary>
internal static class LedgerBench
{
    /// <summary>hledger holds a journal in memory: a kilobyte and more a line.</summary>
    private const int HledgerLinesMax = 500_000;

    private const int Rounds = 7;
    private const int BankAccounts = 200;

    private static readonly BookId Book = new(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);
    private static readonly string[] Accounts = ["500101", "500102", "500103", "500104", "500105", "500106"];

    private static readonly FieldIndex[] Indexes =
    [
        new(Containers.Books, "line-*", "dimensions.bankAccount"), new(Containers.Books, "line-*", "dimensions.item"),
        new(Containers.Books, "line-*", "dimensions.agency"),
    ];

    /// <param name="size"><c>=LINES</c>, or empty for five million.</param>
    public static async Task Run(string size)
    {
        var lines = size.Length == 0 ? 5_000_000 : int.Parse(size[1..], CultureInfo.InvariantCulture);
        using var folder = new WorkFolder();
        using var store = SqliteDocumentStore.Open(
            folder.Of("ledger.db"), TimeProvider.System, CommitFlush.AtTheEnd, Indexes);
        var charts = new Charts(store);
        var bare = new BareLedger(folder.Of("bare.db"));
        var clock = Stopwatch.StartNew();
        await Fill(store, charts, lines, bare);
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"A book of {lines:N0} lines, filled in {clock.Elapsed.TotalSeconds:N0} s"));
        await using var peer = await PostgresPeer.Start(folder.Of("postgres"));
        if (peer is not null) { await peer.Sql("-f", Script("load.sql"), "-v", $"csv={bare.Csv}"); }
        var ask = new Asking(store, charts);
        Console.WriteLine(
            $"  {"milliseconds, median of 7",-34}{"ours",9}{"SQLite",11}{"ratio",8}"
            + $"{"PostgreSQL",12}{"ratio",8}{"first",9}");
        await Row("trial balance", () => ask.Of(new ReadBalances(Book, BookPeriod.Of(2026, 12), null, null)),
            bare.Balances, peer, "balances.sql");
        await Row("ledger, first page of 100", () => ask.Of(Ledger(null)), () => bare.Page(1, 0), peer, "first.sql");
        var deep = lines / 2 / 12 * 9 / 10 * 100L;
        await Row("ledger, a page deep in December", () => ask.Of(Ledger($"202612.{deep}.0")),
            () => bare.Page(12, deep), peer, "deep.sql", $"{deep}");
        var ofBank = Ledger(null) with { Dimension = "bankAccount", Value = "6228000000000117" };
        await Row("ledger of one bank account", () => ask.Of(ofBank), bare.PageOfBank, peer, "bank.sql");
        await Row("day book of one bank account", () => ask.Of(new ReadDayBook(
            Book, AccountCode.Of("1001"), BookPeriod.Of(2026, 6), "bankAccount", "6228000000000117")),
            bare.MonthOfBank, peer, "month.sql");
        await Hledger(store, charts, lines, folder);
        bare.Dispose();
    }

    private static ReadLedger Ledger(string? continuation) =>
        new(Book, AccountCode.Of("1001"), null, null, 100, continuation);

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Ledger", name);

    private static async Task Row(
        string name, Func<Task> ours, Action bare, PostgresPeer? peer, string script, string? deep = null)
    {
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await ours();
            mine.Add(clock.Elapsed.TotalMilliseconds);
            clock.Restart();
            bare();
            theirs.Add(clock.Elapsed.TotalMilliseconds);
        }
        double? postgres = null;
        if (peer is not null)
        {
            var file = Script(script);
            if (deep is not null)
            {
                var filled = Path.Combine(AppContext.BaseDirectory, "Ledger", "filled.sql");
                var text = await File.ReadAllTextAsync(file);
                await File.WriteAllTextAsync(filled, text.Replace(":deep", deep, StringComparison.Ordinal));
                file = filled;
            }
            postgres = await peer.Latency(file, Rounds);
        }
        Console.WriteLine(FormattableString.Invariant(
            $"  {name,-34}{Median(mine),9:N1}{Beside(Median(mine), Median(theirs)),19}")
            + FormattableString.Invariant($"{Beside(Median(mine), postgres),20}{mine[0],9:N1}"));
    }

    /// <summary>Another's milliseconds, and ours as so many times theirs.</summary>
    private static string Beside(double ours, double? other) => other is { } theirs
        ? FormattableString.Invariant($"{theirs,11:N1}{ours / theirs,8:0.00}")
        : $"{"–",11}{"–",8}";

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task Fill(IDocumentStore store, Charts charts, int lines, BareLedger bare)
    {
        var chart = await charts.For(Book, default);
        var bulk = new BulkBook(store, Book, chart, new NationalCrypto());
        var random = new Random(5);
        for (var index = 0; index < lines / 2; index++)
        {
            var date = new DateOnly(2026, index % 12 + 1, index / 12 % 28 + 1);
            var amount = Money.FromFen(random.NextInt64(1, 1_000_000));
            var account = Accounts[random.Next(Accounts.Length)];
            var bank = $"6228{random.Next(BankAccounts):000000000000}";
            await bulk.Post(
                BookPeriod.Of(date), date, "支付定期待遇支出：六月养老金（社保局）",
                (account, Side.Debit, amount, new Dictionary<string, string> { ["item"] = $"item-{index % 30}" }),
                ("1001", Side.Credit, amount, new Dictionary<string, string> { ["bankAccount"] = bank }));
            bare.Add(account, date, index / 12 + 1, 1, amount.Fen, 0, "");
            bare.Add("1001", date, index / 12 + 1, 2, 0, amount.Fen, bank);
        }
        await bulk.Finish();
        bare.Finish();
    }

    /// <summary>The whole program on the journal; it reads all of it for every question.</summary>
    private static async Task Hledger(IDocumentStore store, Charts charts, int lines, WorkFolder folder)
    {
        if (Shell.Find("hledger") is not { } hledger) { Console.WriteLine("  hledger: not installed"); return; }
        var count = Math.Min(lines, HledgerLinesMax);
        if (count < lines)
        {
            // A smaller book of the same kind in a store of its own.
            using var small = SqliteDocumentStore.Open(
                folder.Of("small.db"), TimeProvider.System, CommitFlush.AtTheEnd, []);
            using var unused = new BareLedger(folder.Of("small-bare.db"));
            await Fill(small, charts, count, unused);
            await Hledger(small, new Charts(small), count, folder);
            return;
        }
        var journal = folder.Of("book.journal");
        var file = (await new BookFiles(store, charts, new NationalCrypto()).Open(Book, default))!;
        await using (var stream = File.Create(journal))
        {
            await file.Write(stream, BookFormats.Find("hledger")!, default);
        }
        var clock = Stopwatch.StartNew();
        await Shell.Run(hledger, "-f", journal, "balance", "--flat", "-O", "csv");
        Console.WriteLine(FormattableString.Invariant(
            $"  hledger balance on {count:N0} lines: {clock.Elapsed.TotalMilliseconds:N0} ms"));
    }

    /// <summary>Asks the module's endpoints, as the pipeline does after its checks.</summary>
    private sealed class Asking
    {
        private static readonly Actor Reader = new(
            "u-1", "会计", Division.Of("630102"), null,
            [new Grant(Permission.All.Select(permission => permission.Code).ToHashSet(), null, Division.Country)]);

        private readonly AccountingModule _module;

        public Asking(IDocumentStore store, Charts charts)
        {
            var books = new Books(store, charts, PostingRules.Shipped, new NationalCrypto());
            var files = Path.Combine(Path.GetTempPath(), "socialfund-bench-files");
            var blobs = new FolderBlobStore(files, new NationalCrypto());
            _module = AccountingModule.Over(
                store, blobs, charts, books, PostingRules.Shipped, new NationalCrypto(), Memo.Over(store));
        }

        public async Task Of(object request)
        {
            var call = new Call(Reader, TimeProvider.System.GetUtcNow(), "r", null, "h");
            var endpoint = _module.Endpoints.Single(each => each.Request == request.GetType());
            (await endpoint.Handle(request, call)).Require();
        }
    }
}
