using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Status">Of the mapping: V or a proposal.</param>
/// <param name="Accounts">The accounts that make the row; they sum to it.</param>
public sealed record ClassRow(
    string Code, string Name, string Status, Money Month, Money Year, IReadOnlyList<StatementAccount> Accounts);

/// <summary>Income and expenditure by 政府收支分类科目, as the treasury reports them.</summary>
/// <param name="Unmapped">Accounts that moved and have no mapping: they are in the totals and in no row.</param>
public sealed record TreasuryStatement(
    Division Division, string DivisionName, Fund Fund, BookPeriod Period, bool Merged, IReadOnlyList<ClassRow> Rows,
    IReadOnlyList<StatementAccount> Unmapped, Money Income, Money Expenditure);

/// <summary>Reads the treasury's statement of a book, or of a division with everything below it.</summary>
/// <param name="Merged">Consolidated, with what levels pay one another eliminated.</param>
public sealed record ReadTreasuryStatement(Division Division, Fund Fund, BookPeriod Period, bool? Merged) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    public static Endpoint Endpoint(Statements statements, Classifications classifications, Charts charts) =>
        Kernel.Endpoint.Of<ReadTreasuryStatement, TreasuryStatement>(
            HttpMethod.Get, "accounting/treasury-statement", Permission.BookView, "国库收支分类报表",
            (request, call) => Handle(request, call, statements, classifications, charts));

    private static async Task<Result<TreasuryStatement>> Handle(
        ReadTreasuryStatement request, Call call, Statements statements, Classifications classifications, Charts charts)
    {
        var head = new BookId(request.Division, request.Fund, request.Period.Year, BookKind.Fsa);
        var merged = request.Merged ?? false;
        var figures = await statements.Figures(head, request.Period, merged, null, null, null, call);
        var map = await classifications.For(request.Period.Year, call.Stopping);
        var chart = await charts.For(head, call.Stopping);
        Dictionary<AccountCode, Money> Moved(ColumnOf column) => figures.SelectMany(book => book.Of[column])
            .Where(pair => chart.Find(pair.Key)?.Class is AccountClass.Income or AccountClass.Expenditure)
            .GroupBy(pair => pair.Key, pair => pair.Value)
            .ToDictionary(group => group.Key, group => group.Aggregate(Money.Zero, (sum, value) => sum + value));

        var (month, year) = (Moved(ColumnOf.Month), Moved(ColumnOf.Year));
        StatementAccount View(AccountCode code) => new(code, chart.FullName(code), year[code]);
        var classified = year.Keys.OrderBy(code => code.Text, StringComparer.Ordinal)
            .Where(code => !year[code].IsZero || !month.GetValueOrDefault(code, Money.Zero).IsZero)
            .ToLookup(code => map.Find(request.Fund, code) is { } line ? (line.Code, line.Name, line.Status) : default);
        Money Total(AccountClass kind) => year.Where(pair => chart.Find(pair.Key)!.Class == kind)
            .Aggregate(Money.Zero, (sum, pair) => sum + pair.Value);
        return new TreasuryStatement(
            request.Division, Divisions.NameOf(request.Division), request.Fund, request.Period, merged,
            [
                .. classified.Where(group => group.Key != default)
                    .OrderBy(group => group.Key.Code, StringComparer.Ordinal)
                    .Select(group => new ClassRow(
                        group.Key.Code, group.Key.Name, group.Key.Status, Sum(group, month), Sum(group, year),
                        [.. group.Select(View)])),
            ],
            [.. classified[default].Select(View)], Total(AccountClass.Income), Total(AccountClass.Expenditure));
    }

    private static Money Sum(IEnumerable<AccountCode> codes, Dictionary<AccountCode, Money> amounts) => codes.Aggregate(
        Money.Zero, (sum, code) => sum + amounts.GetValueOrDefault(code, Money.Zero));
}
