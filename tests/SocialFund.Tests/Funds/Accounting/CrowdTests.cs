using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Many at once on one book, in the real store.</summary>
public sealed class CrowdTests
{
    [Fact]
    public async Task Post_By64ClientsOnOneBook_LosesNothingAndLeavesNoGap()
    {
        const int Clients = 64;
        const int Each = 8;
        using var folder = new TempFolder();
        using var store = SqliteDocumentStore.Open(Path.Combine(folder.Path, "books.db"), TimeProvider.System);
        var charts = new Charts(store);
        var books = new Books(store, charts, PostingRules.Shipped, new NationalCrypto());
        var call = Call.System("crowd", new DateTimeOffset(2026, 6, 15, 4, 0, 0, TimeSpan.Zero), "crowd");

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var posted = new List<string>();
            for (var index = 0; index < Each; index++)
            {
                var happened = BookWorld.Event(
                    $"c{client}-{index}", "payment", "2026-06-15", Fund.EmployeeMedical,
                    BookWorld.Amount("k", "500101", "12.34"));
                posted.Add((await books.Post(happened, call)).Require().Number);
            }
            return posted;
        })));

        Assert.Equal(
            Enumerable.Range(1, Clients * Each).Select(number => $"202606-{number:0000}"),
            answers.SelectMany(numbers => numbers).Order(StringComparer.Ordinal));
        var book = new BookId(Division.Of("630102"), Fund.EmployeeMedical, 2026, BookKind.Fsa);
        var file = (await new BookFiles(store, charts, new NationalCrypto()).Open(book, default))!;
        using var chain = new MemoryStream();
        await file.Write(chain, BookFormats.Chain, default);
        using var text = new StringReader(Encoding.UTF8.GetString(chain.ToArray()));
        var verified = await BookVerification.Of(text, new NationalCrypto());
        Assert.Null(verified.Fault);
        // 512 payments of 12.34.
        Assert.Equal((512, BookWorld.Yuan("6318.08")), (verified.Vouchers, verified.Total));
    }
}
