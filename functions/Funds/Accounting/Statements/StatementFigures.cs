using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>The books that a statement is made of, and as of when.</summary>
/// <param name="Head">The book itself; consolidated, the one of the division at the head.</param>
/// <param name="Level">Consolidated: only books of divisions of this level.</param>
/// <param name="On">Only vouchers dated up to this day.</param>
/// <param name="KnownOn">As the books showed it on that day.</param>
internal sealed record StatementBooks(
    BookId Head, BookPeriod Period, bool Merged, int? Level, DateOnly? On, DateOnly? KnownOn);

/// <summary>What one book contributes: its accounts' figures for every sort of column.</summary>
/// <param name="Of">Column → leaf account → figure on the account's normal side.</param>
internal sealed record BookFigures(
    BookId Book, IReadOnlyDictionary<ColumnOf, IReadOnlyDictionary<AccountCode, Money>> Of)
{
    /// <summary>Derives them from the months of the year and of the year before. Pure.</summary>
    public static BookFigures From(
        BookId book, Chart chart, IReadOnlyList<MonthPage> months, IReadOnlyList<MonthPage> prior, BookPeriod period)
    {
        var before = BookPeriod.Of(period.Year - 1, period.Month);
        bool IsTurnover(BookPeriod each) => !each.IsOpening && !each.IsClosing;
        Dictionary<AccountCode, Money> Sum(IReadOnlyList<MonthPage> pages, Func<BookPeriod, bool> when) =>
            Turnovers.Sum(pages.Where(page => when(page.Period)).Select(page => page.Accounts))
                .Where(pair => chart.Find(pair.Key) is not null)
                .ToDictionary(pair => pair.Key, pair => chart.Find(pair.Key)!.OnNormalSide(pair.Value));

        return new BookFigures(book, new Dictionary<ColumnOf, IReadOnlyDictionary<AccountCode, Money>>
        {
            [ColumnOf.Opening] = Sum(months, each => each.IsOpening),
            [ColumnOf.Closing] = Sum(months, each => each <= period),
            [ColumnOf.Month] = Sum(months, each => each == period && IsTurnover(each)),
            [ColumnOf.Year] = Sum(months, each => each <= period && IsTurnover(each)),
            [ColumnOf.PriorClosing] = Sum(prior, each => each <= before),
            [ColumnOf.PriorYear] = Sum(prior, each => each <= before && IsTurnover(each)),
        });
    }

    /// <summary>The sum of the accounts whose code begins so.</summary>
    public Money Account(ColumnOf column, string prefix) => Of[column]
        .Where(pair => pair.Key.Text.StartsWith(prefix, StringComparison.Ordinal))
        .Aggregate(Money.Zero, (sum, pair) => sum + pair.Value);

    public Money Formula(Statement statement, string formula, ColumnOf column) => Statement.Parts(formula)
        .Aggregate(Money.Zero, (sum, part) =>
        {
            var value = part.Account is { } prefix ? Account(column, prefix) : Row(statement, part.Row!, column);
            return part.Minus ? sum - value : sum + value;
        });

    public Money Row(Statement statement, string code, ColumnOf column) =>
        statement.Rows.First(row => row.Code == code).Formula is { } formula
            ? Formula(statement, formula, column) : Money.Zero;
}

/// <summary>
/// Money that moves between books of one consolidated set is neither earned nor spent by the set (内部往来抵销).
/// </summary>
/// <param name="PaidBy">lower: the lower level pays the upper one; upper: the other way.</param>
internal sealed record Elimination(string Id, string Title, string Income, string Expenditure, string PaidBy)
{
    /// <summary>
    /// What both sides booked inside the set: of the upper side all, of the lower side what the books other than the
    /// set's head moved, for the head deals with a level outside the set.
    /// </summary>
    public (Money Income, Money Expenditure) Of(IReadOnlyList<BookFigures> books, Division head, ColumnOf column)
    {
        List<BookFigures> below = [.. books.Where(book => book.Book.Division != head)];
        return PaidBy == "lower"
            ? (Sum(books, Income, column), Sum(below, Expenditure, column))
            : (Sum(below, Income, column), Sum(books, Expenditure, column));
    }

    /// <summary>
    /// As figures of a book that takes them off. Only what both sides have booked: what is paid and not yet received
    /// stays visible as spent.
    /// </summary>
    public static BookFigures Figures(
        IReadOnlyList<Elimination> eliminations, IReadOnlyList<BookFigures> books, BookId head) => new(
        head, Enum.GetValues<ColumnOf>().ToDictionary(column => column, column =>
        {
            var off = new Dictionary<AccountCode, Money>();
            foreach (var each in eliminations)
            {
                var (income, expenditure) = each.Of(books, head.Division, column);
                var both = income < expenditure ? income : expenditure;
                off[AccountCode.Of(each.Income)] = -both;
                off[AccountCode.Of(each.Expenditure)] = -both;
            }
            return (IReadOnlyDictionary<AccountCode, Money>)off;
        }));

    private static Money Sum(IEnumerable<BookFigures> books, string account, ColumnOf column) =>
        books.Aggregate(Money.Zero, (sum, book) => sum + book.Account(column, account));
}
