using SocialFund.Funds.Accounting;
using SocialFund.Kernel;

namespace SocialFund.Tests.Funds.Accounting;

/// <summary>What the books of a year moved, as other modules read it.</summary>
public sealed class BookYearsTests
{
    private static readonly BookId Book = new(Division.Of("630102"), Fund.EnterprisePension, 2026, BookKind.Fsa);

    private readonly BookWorld _world = new();

    private BookYears Years => new(_world.Store, _world.Charts);

    [Fact]
    public async Task Under_WhenTheYearIsClosed_SaysSoAndLeavesTheClosingEntriesOut()
    {
        await Pay("pay-1", "2026-01-15", "100.00");
        await _world.ListBooks();
        Assert.False(Assert.Single(await Under("630100", 2026, Fund.EnterprisePension)).IsClosed);
        for (var month = 1; month <= 13; month++)
        {
            (await _world.Try(new ClosePeriod(Book, BookPeriod.Of(2026, month)))).Require();
        }
        var year = Assert.Single(await Under("630100", 2026, Fund.EnterprisePension));
        Assert.Equal((Book, true), (year.Book, year.IsClosed));
        Assert.Equal(
            [(1, "1001", AccountClass.Asset, "-100.00"), (1, "500101", AccountClass.Expenditure, "100.00")],
            year.Moves.Select(move => (move.Month, move.Account.Text, move.Class, move.Amount.ToPlainYuan())));
    }

    [Fact]
    public async Task Under_OfTheNextYear_LeavesTheOpeningOut()
    {
        await Pay("pay-1", "2026-12-15", "100.00");
        await Pay("pay-2", "2027-01-15", "1.00");
        await _world.ListBooks();
        var year = Assert.Single(await Under("630000", 2027, Fund.EnterprisePension, Fund.Unemployment));
        Assert.Equal(["-1.00", "1.00"], year.Moves.Select(move => move.Amount.ToPlainYuan()));
    }

    [Fact]
    public async Task Under_OfOtherFundsDivisionsOrYears_IsEmpty()
    {
        await Pay("pay-1", "2026-01-15", "100.00");
        await _world.ListBooks();
        Assert.Empty(await Under("630000", 2026, Fund.Unemployment));
        Assert.Empty(await Under("630200", 2026, Fund.EnterprisePension));
        Assert.Empty(await Under("630000", 2025, Fund.EnterprisePension));
    }

    private Task<IReadOnlyList<BookYear>> Under(string division, int year, params Fund[] funds) =>
        Years.Under(Division.Of(division), funds, year, default);

    private async Task Pay(string id, string date, string yuan) => (await _world.Post(BookWorld.Event(
        id, "payment", date, Fund.EnterprisePension, new EventAmount(
            "x", "500101", BookWorld.Yuan(yuan), new Dictionary<string, string> { ["bankAccount"] = "6300001" }))))
        .Require();
}
