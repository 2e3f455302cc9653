using System.Text;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

public sealed class OpeningTests
{
    private const string Heading = "区划,险种,年度,科目编码,余额（元）,银行账号\n";

    private static readonly BookId Book =
        new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    [Fact]
    public async Task Import_OfABalancedBook_OpensItWithThoseBalances()
    {
        var done = await Import(
            "630102,enterprise-pension,2026,1001,1000.50,28016301021101\n"
            + "630102,enterprise-pension,2026,3001,1000.50,\n");
        Assert.Equal((2, 2), (done.Rows, done.Imported));
        Assert.Equal([Book], done.Books);
        Assert.Empty(done.Problems);
        var balances = await _world.Ask<TrialBalance>(new ReadBalances(Book, null, null, null));
        Assert.Equal(BookWorld.Yuan("1000.50"), balances.Rows.Single(row => row.Account.Text == "1001").ClosingDebit);
        Assert.Equal(BookWorld.Yuan("1000.50"), balances.Rows.Single(row => row.Account.Text == "3001").ClosingCredit);
    }

    [Fact]
    public async Task Import_OfTheSameFileAgain_ChangesNothing()
    {
        const string rows = "630102,enterprise-pension,2026,1001,5.00,\n630102,enterprise-pension,2026,3001,5.00,\n";
        await Import(rows);
        var again = await Import(rows, "again");
        Assert.Equal((2, 0), (again.Imported, again.Problems.Count));
        var vouchers = await _world.Ask<VoucherPage>(new ListVouchers(Book, null, null, null, null, null));
        Assert.Equal(1, vouchers.Total);
    }

    [Fact]
    public async Task Import_OfOtherBalancesForAnOpenedBook_IsRefused()
    {
        await Import("630102,enterprise-pension,2026,1001,5.00,\n630102,enterprise-pension,2026,3001,5.00,\n");
        var other = await Import(
            "630102,enterprise-pension,2026,1001,6.00,\n630102,enterprise-pension,2026,3001,6.00,\n", "other");
        Assert.Equal(["event_differs"], other.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task Import_OfUnbalancedOrFaultyRows_OpensTheOtherBooksOnly()
    {
        var done = await Import(
            "630102,enterprise-pension,2026,1001,5.00,\n"
            + "630102,enterprise-pension,2026,3001,4.99,\n"
            + "630102,unemployment,2026,1001,7.00,\n"
            + "630102,unemployment,2026,3001,七元,\n"
            + "630102,work-injury,2026,1001,9.00,\n"
            + "630102,work-injury,2026,3001,9.00,\n");
        Assert.Equal(
            [(2, "unbalanced"), (4, "book_withheld"), (5, "not_an_amount")],
            done.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal([Fund.WorkInjury], done.Books.Select(book => book.Fund));
    }

    [Fact]
    public async Task Import_WhereLastYearsBookIsKept_IsRefused()
    {
        (await _world.Post(BookWorld.Event(
            "a", "payment", "2025-05-01", Fund.EnterprisePension, BookWorld.Amount("x", "500101", "1.00")))).Require();
        var done = await Import(
            "630102,enterprise-pension,2026,1001,5.00,\n630102,enterprise-pension,2026,3001,5.00,\n");
        Assert.Equal(["opening_carried"], done.Problems.Select(problem => problem.Code));
        Assert.Empty(done.Books);
    }

    private Task<OpeningImport> Import(string rows, string key = "openings") => _world.Ask<OpeningImport>(
        new ImportOpenings(),
        BookWorld.By(BookWorld.Treasurer, key, new MemoryStream(Encoding.UTF8.GetBytes(Heading + rows))));
}
