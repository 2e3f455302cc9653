using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>Reads what an account of a book moved, for other modules.</summary>
public sealed class BookTurnovers(IDocumentStore store)
{
    /// <returns>Period → turnover of the account and its details, the opening left out; empty when nothing
    /// moved.</returns>
    public async Task<IReadOnlyDictionary<BookPeriod, Turnover>> Of(
        BookId book, AccountCode account, CancellationToken stopping)
    {
        var moved = new Dictionary<BookPeriod, Turnover>();
        foreach (var month in (await store.Months(book, stopping)).Where(month => !month.Period.IsOpening))
        {
            var sum = month.Accounts
                .Where(pair => pair.Key.Text.StartsWith(account.Text, StringComparison.Ordinal))
                .Aggregate(Turnover.None, (total, pair) => total.Plus(pair.Value));
            if (sum.Lines > 0) { moved[month.Period] = sum; }
        }
        return moved;
    }
}
