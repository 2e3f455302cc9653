using SocialFund.Analytics.Consolidation;
using SocialFund.Funds.Accounting;
using SocialFund.Kernel;
using SocialFund.Storage;
using SocialFund.Tests.Funds;
using SocialFund.Tests.Support;

namespace SocialFund.Tests.Analytics.Consolidation;

/// <summary>What screens read: balances with and without what lies below, and who may read what.</summary>
public sealed class RolledFigureTests : IAsyncLifetime
{
    private readonly LakeWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.Business();
        await _world.Run();
    }

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Balances_OfOneBook_AreThoseOfTheBook()
    {
        var rolled = await Balances("630102", "202602");
        var book = new BookId(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);
        var accounting = AccountingModule.Over(
            _world.Store, _world.Blobs, _world.Charts, _world.Books, PostingRules.Shipped, new NationalCrypto(),
            Memo.Over(_world.Store));
        var live = (TrialBalance)(await accounting.Endpoints
            .Single(endpoint => endpoint.Request == typeof(ReadBalances))
            .Handle(new ReadBalances(book, BookPeriod.Of(2026, 2), null, null), Anyone)).Require();
        Assert.Equal(
            live.Rows.Select(row => $"{row.Account} {row.Name} {row.Level} {row.IsLeaf} {row.OpeningDebit} "
                + $"{row.OpeningCredit} {row.Debit} {row.Credit} {row.YearDebit} {row.YearCredit} {row.ClosingDebit} "
                + $"{row.ClosingCredit}"),
            rolled.Rows.Select(row => $"{row.Account} {row.Name} {row.Level} {row.IsLeaf} {row.OpeningDebit} "
                + $"{row.OpeningCredit} {row.Debit} {row.Credit} {row.YearDebit} {row.YearCredit} {row.ClosingDebit} "
                + $"{row.ClosingCredit}"));
        Assert.Equal(live.Totals.ClosingDebit, rolled.Totals.ClosingDebit);
        Assert.Equal(rolled.Totals.ClosingDebit, rolled.Totals.ClosingCredit);
    }

    [Fact]
    public async Task Balances_WithAndWithoutWhatIsBelow_DifferByTheDivisionsBelow()
    {
        var all = Row(await Balances("630100", "202602"), "500101");
        var own = Row(await Balances("630100", "202602", below: false), "500101");
        Assert.Equal((34507L, 54510L), (all.Debit.Fen, all.YearDebit.Fen));
        Assert.Equal((500L, 500L), (own.Debit.Fen, own.YearDebit.Fen));

        var parts = await Parts("630100", "202602", "500101");
        Assert.Equal(
            ["630100* 500 630100-11-2026-fsa", "630102 30000 630102-11-2026-fsa", "630121 4007 630121-11-2026-fsa"],
            parts.Items.Select(part => $"{part.Division}{(part.IsOwn ? "*" : "")} {part.Debit.Fen} {part.Book}"));
        Assert.Equal(all.YearDebit.Fen, parts.Items.Sum(part => part.YearDebit.Fen));
        Assert.Equal(all.ClosingDebit.Fen, parts.Items.Sum(part => part.Closing.Fen));
    }

    [Fact]
    public async Task Parts_OfAProvince_LeadDownThroughTheCities()
    {
        var parts = await Parts("630000", "202603", "5001");
        Assert.Equal(
            ["630100 54510 True ", "630200 711 True 630202-11-2026-fsa"],
            parts.Items.Select(part => $"{part.Division} {part.YearDebit.Fen} {part.HasBelow} {part.Book}"));
    }

    [Fact]
    public async Task Balances_WithoutAPeriod_AreOfTheLastThatMoved()
    {
        var request = new ReadRolledBalances(Fund.EnterprisePension, null, 2026, null);
        Assert.Equal("202603", (await _world.Ask<RolledBalances>(request)).Period);
        Assert.Equal("202602", (await _world.Ask<RolledBalances>(request, "630100")).Period);
        // 900,000.01 came in with the opening of 2025, before any turnover.
        var opening = await Balances("630102", "202500", year: 2025);
        Assert.Equal(90000001, Row(opening, "1001").ClosingDebit.Fen);
        Assert.Equal(0, Row(opening, "1001").Debit.Fen);
    }

    /// <summary>Before the year is closed, its closing period (年终结转) stands where December does.</summary>
    [Fact]
    public async Task Balances_OfTheClosingPeriod_FollowDecember()
    {
        var december = Row(await Balances("630102", "202612"), "1001");
        var closing = Row(await Balances("630102", "202613"), "1001");
        Assert.NotEqual(0, december.ClosingDebit.Fen);
        Assert.Equal((december.ClosingDebit, 0), (closing.ClosingDebit, closing.Debit.Fen));
    }

    [Theory]
    [InlineData("202614")]
    [InlineData("2026")]
    [InlineData("202512")]
    public async Task Balances_OfNoPeriodOfTheYear_AreRefused(string period) => Assert.Equal(
        "invalid_value",
        (await _world.Try(
            LakeWorld.Person("630000"), new ReadRolledBalances(Fund.EnterprisePension, null, 2026, period)))
        .Problem().Code);

    [Theory]
    [InlineData("630102", "630102", true)]
    [InlineData("630102", "630100", false)]
    [InlineData("630102", "630121", false)]
    [InlineData("630100", "630121", true)]
    [InlineData("630100", "630000", false)]
    [InlineData("630000", "630202", true)]
    public async Task Figures_AreForTheOwnDivisionAndBelow(string own, string asked, bool may)
    {
        var division = Division.Of(asked);
        IScoped[] requests =
        [
            new ReadOverview(division), new ReadRolledBalances(Fund.EnterprisePension, division, 2026, null),
            new ReadRolledParts(Fund.EnterprisePension, division, "202602", "1001"),
        ];
        foreach (var request in requests)
        {
            var answer = await _world.Try(LakeWorld.Person(own), request);
            Assert.Equal(may, answer.TryGet(out _, out _));
        }
    }

    [Fact]
    public async Task Overview_OfSomebodyForOneFund_ShowsThatFundOnly()
    {
        await _world.Pay("630102", "2026-02-20", 77, Fund.Unemployment);
        await _world.Run("next");
        var all = await _world.Overview("630100");
        Assert.Equal([Fund.EnterprisePension, Fund.Unemployment], all.Funds.Select(fund => fund.Fund));
        var some = (LakeOverview)(await _world.Try(
            LakeWorld.Person("630100", Fund.Unemployment), new ReadOverview(null, null, 2026))).Require();
        Assert.Equal([Fund.Unemployment], some.Funds.Select(fund => fund.Fund));
        Assert.Equal(77, some.Totals.Expenditure.Fen);
        Assert.Empty(some.States);
        Assert.Equal("not_allowed", (await _world.Try(
            LakeWorld.Person("630100", Fund.Unemployment),
            new ReadRolledBalances(Fund.EnterprisePension, null, 2026, null))).Problem().Code);
    }

    [Fact]
    public async Task Overview_OfAYearOutOfRange_IsRefused() => Assert.Equal(
        "invalid_value",
        (await _world.Try(LakeWorld.Person("630000"), new ReadOverview(null, null, 12))).Problem().Code);

    private Call Anyone => new(LakeWorld.Person("630000"), _world.Clock.Now, "r-1");

    private Task<RolledBalances> Balances(string division, string period, bool below = true, int year = 2026) =>
        _world.Ask<RolledBalances>(
            new ReadRolledBalances(Fund.EnterprisePension, null, year, period, below), division);

    private Task<RolledParts> Parts(string division, string period, string account) =>
        _world.Ask<RolledParts>(new ReadRolledParts(Fund.EnterprisePension, null, period, account), division);

    private static RolledRow Row(RolledBalances balances, string account) =>
        balances.Rows.Single(row => row.Account == account);
}
