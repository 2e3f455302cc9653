using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>Opening a book by hand (建立账套).</summary>
public sealed class OpenBookTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    private Task<BookProspect> Prospect(BookId book) => _world.Ask<BookProspect>(new ReadProspect(book));

    private async Task<string> Refused(BookId book) => (await _world.Try(new OpenBook(book))).Problem().Code;

    [Fact]
    public async Task Open_AfterAYearThatIsNotClosed_SaysSoAndCarriesWhatItLeaves()
    {
        (await _world.Post(BookWorld.Event(
            "open", "opening", "2025-01-01", Fund.EnterprisePension, BookWorld.Amount("debit", "1001", "70.00"),
            BookWorld.Amount("credit", "3001", "70.00")))).Require();
        var prospect = await Prospect(Book);
        Assert.False(prospect.IsOpen);
        Assert.Equal(("630102-11-2025-fsa", 0), (prospect.Earlier[0].Book.Text, prospect.Earlier[0].ClosedThrough));
        Assert.Contains("尚未年结（各月都没有结账）", Assert.Single(prospect.Notes), StringComparison.Ordinal);
        Assert.Null(await _world.Store.Head(Book, default));

        Assert.True((await _world.Ask<BookProspect>(new OpenBook(Book))).IsOpen);
        var balances = await _world.Ask<TrialBalance>(new ReadBalances(Book, null, null, null));
        Assert.Equal(
            [("1001", "70.00"), ("3001", "70.00")],
            balances.Rows.Select(row => (row.Account.Text, (row.OpeningDebit + row.OpeningCredit).ToPlainYuan())));
        await _world.Ask<BookProspect>(new OpenBook(Book));
        Assert.Empty((await Prospect(Book)).Notes);
    }

    [Fact]
    public async Task Open_OfTheFirstYear_BeginsEmptyAndIsListedAndAudited()
    {
        Assert.Contains("期初余额为零", Assert.Single((await Prospect(Book)).Notes), StringComparison.Ordinal);
        await _world.Ask<BookProspect>(new OpenBook(Book));
        await _world.ListBooks();
        var books = await _world.Ask<Page<BookRow>>(new ListBooks(null, null, null, null, null));
        Assert.Equal(Book, Assert.Single(books.Items).Book);
        var audits = await _world.Store.Query(Containers.Books, Book.Text, new DocumentQuery("audit"));
        Assert.Equal("book.open", Assert.Single(audits.Items).As<AuditRecord>().Action);
    }

    [Fact]
    public async Task Open_OfABookThatCannotBe_IsRefused()
    {
        Assert.Equal("invalid_value", await Refused(Book with { Year = 2028 }));
        Assert.Equal("invalid_value", await Refused(Book with { Year = 1990 }));
        Assert.Equal("invalid_value", await Refused(Book with { Division = Division.Of("639999") }));
        Assert.Equal("fund_merged", await Refused(Book with { Fund = Fund.Maternity }));
    }

    [Fact]
    public async Task Prepare_IntoABookThatIsNotThere_NeedsTheRightToOpenIt()
    {
        var clerk = new Actor(
            "u-9", "制单", Division.Of("630102"), null,
            [new Grant(new HashSet<string> { "voucher.prepare" }, null, Division.Of("630102"))]);
        var input = new VoucherInput(
            new DateOnly(2026, 6, 20), "利息",
            [
                new LineInput(
                    "1001", BookWorld.Yuan("3.00"), null, null,
                    new Dictionary<string, string> { ["bankAccount"] = "6300001" }),
                new LineInput("4301", null, BookWorld.Yuan("3.00"), null, null),
            ]);
        var refused = await _world.Try(new PrepareVoucher(Book, null, input), BookWorld.By(clerk));
        Assert.Equal("book_not_open", refused.Problem().Code);
        await _world.Ask<BookProspect>(new OpenBook(Book));
        (await _world.Try(new PrepareVoucher(Book, null, input), BookWorld.By(clerk))).Require();
    }
}
