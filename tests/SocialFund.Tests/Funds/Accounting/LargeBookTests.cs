using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class LargeBookTests : IDisposable
{
    private static readonly BookId Medical = new(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A generated year of 50,000 vouchers, two to five lines each.</summary>
    [Fact]
    public async Task Export_OfFiftyThousandVouchers_HledgerAgreesToTheFen()
    {
        using var store = SqliteDocumentStore.Open(
            Path.Combine(_folder.Path, "year.db"), TimeProvider.System, CommitFlush.AtTheEnd, []);
        var charts = new Charts(store);
        var chart = await charts.For(Medical, default);
        var bulk = new BulkBook(store, Medical, chart, new NationalCrypto());
        var random = new Random(50_000);
        string[] accounts = ["500101", "500102", "500103", "500104", "500105", "500106"];
        var none = new Dictionary<string, string>();
        await bulk.Post(
            BookPeriod.Opening(2026), new DateOnly(2026, 1, 1), "期初",
            ("1001", Side.Debit, Money.FromFen(9_876_543_210), none),
            ("3001", Side.Credit, Money.FromFen(9_876_543_210), none));
        for (var index = 1; index < 50_000; index++)
        {
            var amounts = Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => Money.FromFen(random.NextInt64(-1_000_000, 10_000_000) | 1)).ToList();
            var sum = amounts.Aggregate((left, right) => left + right);
            if (sum.IsZero) { continue; }
            var date = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            await bulk.Post(
                BookPeriod.Of(date), date, $"支付待遇 {index}",
                [
                    .. amounts.Select(amount => (accounts[random.Next(6)], Side.Debit, amount, none)),
                    ("1001", Side.Credit, sum, none),
                ]);
        }
        await bulk.Finish();
        var file = (await new BookFiles(store, charts, new NationalCrypto()).Open(Medical, default))!;
        var journal = Path.Combine(_folder.Path, "year.journal");
        await using (var stream = File.Create(journal))
        {
            await file.Write(stream, BookFormats.Find("hledger")!, default);
        }

        var (code, output) = await Tool.Run(
            "hledger", "", "-f", journal, "balance", "--flat", "--no-total", "-O", "csv", "--empty");
        Assert.True(code == 0, output);
        var theirs = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Trim('"').Split("\",\""))
            .ToDictionary(
                cells => cells[0].Split(':')[^1].Split(' ')[0],
                cells => cells[1].Replace(" CNY", "", StringComparison.Ordinal));
        var balance = TrialBalance.Of(Medical, chart, await store.Months(Medical, default), BookPeriod.Of(2026, 12));
        var ours = balance.Rows.Where(row => row.IsLeaf)
            .ToDictionary(row => row.Account.Text, row => (row.ClosingDebit - row.ClosingCredit).ToPlainYuan());
        Assert.Equal(8, ours.Count);
        foreach (var (account, closing) in ours) { Assert.Equal((account, closing), (account, theirs[account])); }

        var chain = Path.Combine(_folder.Path, "year.chain.ndjson");
        await using (var stream = File.Create(chain)) { await file.Write(stream, BookFormats.Chain, default); }
        using var text = File.OpenText(chain);
        var verified = await BookVerification.Of(text, new NationalCrypto());
        Assert.Null(verified.Fault);
        Assert.True(verified.Vouchers > 49_990, $"{verified.Vouchers}");
    }
}
