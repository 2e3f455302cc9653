using System.Diagnostics;
using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;

namespace SocialFund.Bench.Ledger;

/// <summary>64 clients posting to one book for half a minute; then the book is checked as a stranger would.</summary>
internal static class CrowdBench
{
    private const int Clients = 64;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(30);
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    public static async Task Run()
    {
        using var folder = new WorkFolder();
        using var store = SqliteDocumentStore.Open(folder.Of("crowd.db"), TimeProvider.System);
        var charts = new Charts(store);
        var books = new Books(store, charts, PostingRules.Shipped, new NationalCrypto());
        var clock = Stopwatch.StartNew();
        var told = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var numbers = new List<string>();
            while (clock.Elapsed < Span) { numbers.Add(await Post(books, $"{client}-{numbers.Count}")); }
            return numbers;
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var numbers = told.SelectMany(each => each).ToHashSet();
        var file = (await new BookFiles(store, charts, new NationalCrypto()).Open(Book, default))!;
        using var chain = new MemoryStream();
        await file.Write(chain, BookFormats.Chain, default);
        using var text = new StringReader(Encoding.UTF8.GetString(chain.ToArray()));
        var verified = await BookVerification.Of(text, new NationalCrypto());
        var answered = told.Sum(each => each.Count);
        var isWhole = verified.Fault is null && answered == numbers.Count && answered == verified.Vouchers;
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant(
            $"{Clients} clients on one book: {answered:N0} answers, {verified.Vouchers:N0} vouchers in the chain, ")
            + FormattableString.Invariant($"{answered / seconds:N0} a second; ")
            + (isWhole ? "no gap, nothing lost" : $"BROKEN: {verified.Fault}"));
    }

    private static async Task<string> Post(Books books, string id)
    {
        var happened = new BusinessEvent(
            id, "payment", Book.Division, Book.Fund, new DateOnly(2026, 6, 15),
            [new EventAmount("k", "500101", Money.FromFen(1234), new Dictionary<string, string>())],
            new Dictionary<string, string> { ["kind"] = "定期待遇支出", ["purpose"] = "六月养老金", ["agency"] = "社保局" },
            new SourceLink("request", id, "第1轮"));
        return (await books.Post(happened, Call.System("bench", TimeProvider.System.GetUtcNow(), id))).Require().Number;
    }
}
