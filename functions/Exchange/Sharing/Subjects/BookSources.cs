using SocialFund.Funds.Accounting;
using SocialFund.Funds.Budget;
using SocialFund.Kernel;

namespace SocialFund.Exchange.Sharing;

/// <summary>财政资金拨入专户情况, 保值增值信息: what named accounts moved, by month.</summary>
/// <param name="hasLevel">Whether the subject tells the level of government that the money comes from.</param>
internal sealed class MonthSource(BookYears books, string subject, bool hasLevel) : ISharedSource
{
    private readonly IReadOnlyList<SharedAccounts> _accounts = SharedSubjects.Find(subject)!.Accounts!;

    public string Subject => subject;

    public IReadOnlyList<SharedPart> Parts(SharedQuery query) => [new WorkedPart(stopping => Work(query, stopping))];

    private async Task<IReadOnlyList<(string Key, SharedRow Row)>> Work(SharedQuery query, CancellationToken stopping)
    {
        var years = await books.Under(query.Division, query.Funds, query.Year, stopping);
        var sums =
            from year in years
            from move in year.Moves
            where query.Month is null || move.Month == query.Month
            from accounts in _accounts
            where move.Account.Text.StartsWith(accounts.Prefix, StringComparison.Ordinal)
            group AmountOf(move, accounts) by (year.Book, move.Month, move.Account, move.Name,
                Level: hasLevel ? move.Dimensions.GetValueOrDefault("level") : null, Item: ItemOf(move))
            into same
            select (same.Key, Amount: same.Aggregate(Money.Zero, (sum, amount) => sum + amount));
        return
        [
            .. from each in sums
               let key = each.Key
               where !each.Amount.IsZero
               let period = Period.Of(key.Book.Year, key.Month).Text
               select ($"{key.Book.Text}|{period}|{key.Account}|{key.Level}|{key.Item}", new SharedRow(
               [
                   .. Place.Of(key.Book.Division, key.Book.Fund), period, key.Account.Text, key.Name,
                   .. hasLevel ? [key.Level] : Array.Empty<object?>(), key.Item, each.Amount,
               ])),
        ];
    }

    private static Money AmountOf(BookMove move, SharedAccounts accounts) =>
        accounts.Side == "credit" ? move.Turnover.Credit : move.Amount;

    private static string? ItemOf(BookMove move) =>
        move.Dimensions.GetValueOrDefault("item") ?? move.Dimensions.GetValueOrDefault("project");
}

/// <summary>收入、支出预算、预算调整、决算信息: what there is of them.</summary>
internal sealed class YearSource(IDocumentStore store, BookYears books, string subject) : ISharedSource
{
    private readonly AccountClass _class =
        SharedSubjects.Find(subject)!.AccountClass == "income" ? AccountClass.Income : AccountClass.Expenditure;

    public string Subject => subject;

    /// <summary>Budgets are of expenditure only, so far.</summary>
    public IReadOnlyList<SharedPart> Parts(SharedQuery query) => _class == AccountClass.Income
        ? [new WorkedPart(stopping => Work(query, stopping))]
        : [BudgetLines.Of(store, query, RowOf), new WorkedPart(stopping => Work(query, stopping))];

    private static SharedRow RowOf(BudgetRow line) => new(
        [.. Place.Of(line.Division, line.Fund), (long)line.Year, "预算数", line.Line, line.Name, line.Budgeted]);

    private async Task<IReadOnlyList<(string Key, SharedRow Row)>> Work(SharedQuery query, CancellationToken stopping)
    {
        var years = await books.Under(query.Division, query.Funds, query.Year, stopping);
        return
        [
            .. from year in years
               from same in year.Moves.Where(move => move.Class == _class).GroupBy(move => (move.Account, move.Name))
               select ($"{year.Book.Text}|{same.Key.Account}", new SharedRow(
               [
                   .. Place.Of(year.Book.Division, year.Book.Fund), (long)year.Book.Year,
                   year.IsClosed ? "年结数" : "执行数", same.Key.Account.Text, same.Key.Name,
                   same.Aggregate(Money.Zero, (sum, move) => sum + move.Amount),
               ])),
        ];
    }
}
