using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <param name="Id">The column's id; of a consolidated statement also with <c>-sum</c> and <c>-off</c>.</param>
public sealed record StatementColumnView(string Id, string Title, ColumnOf Of);

/// <param name="Cells">In the order of the columns; empty for a heading.</param>
public sealed record StatementRowView(
    string Code, string Title, int Indent, bool Head, bool Total, IReadOnlyList<Money> Cells);

/// <summary>A check in one column, over the exact figures.</summary>
public sealed record StatementCheckView(string Title, string Column, bool IsGood, Money Difference);

/// <summary>A statement (报表) filled in.</summary>
/// <param name="Books">The books it is made of.</param>
/// <param name="Unit">yuan, wan or yi: cells are whole hundredths of it and foot.</param>
public sealed record StatementView(
    string Id, string Name, string Basis, Division Division, string DivisionName, Fund Fund, string FundName,
    BookPeriod Period, bool Merged, string Unit, DateOnly? KnownOn, IReadOnlyList<StatementColumnView> Columns,
    IReadOnlyList<StatementRowView> Rows, IReadOnlyList<StatementCheckView> Checks, IReadOnlyList<BookId> Books);

/// <summary>
/// Fills in a statement (<c>treasury</c>: the one by 政府收支分类科目) for a book, or consolidated for a
/// division and everything below it.
/// </summary>
/// <param name="Merged">Consolidated: every column thrice, as summed, as eliminated (抵销) and as consolidated.</param>
/// <param name="Level">Only books of divisions of this level (1 province, 2 city, 3 county).</param>
/// <param name="On">Only vouchers dated up to this day.</param>
/// <param name="KnownOn">As the books showed it on that day.</param>
/// <param name="Unit">yuan (when not given), wan, yi.</param>
public sealed record ReadStatement(
    string Id, Division Division, Fund Fund, BookPeriod Period, bool? Merged, int? Level, DateOnly? On,
    DateOnly? KnownOn, string? Unit) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal StatementBooks Books =>
        new(new BookId(Division, Fund, Period.Year, BookKind.Fsa), Period, Merged ?? false, Level, On, KnownOn);

    public static Endpoint Endpoint(Statements statements) => Kernel.Endpoint.Of<ReadStatement, StatementView>(
        HttpMethod.Get, "accounting/statements/{id}", Permission.BookView, "会计报表",
        (request, call) => statements.Fill(request, call));
}

/// <param name="Amount">What the book contributes to the cell; eliminations stand in a row of their own.</param>
public sealed record StatementPart(string Title, Division? Division, BookId? Book, Money Amount);

/// <summary>What a cell is made of, by book or by account.</summary>
/// <param name="Accounts">Leaf accounts that the row's formula takes, with their part; they sum to the cell.</param>
public sealed record StatementParts(
    string Row, string Title, Money Amount, IReadOnlyList<StatementPart> Books,
    IReadOnlyList<StatementAccount> Accounts);

public sealed record StatementAccount(AccountCode Account, string Name, Money Amount);

/// <summary>Takes a cell apart; the books' parts, and the accounts' parts, each sum to it to the fen.</summary>
/// <param name="Column">A column's id, without -sum or -off.</param>
public sealed record ReadStatementParts(
    string Id, string Row, string Column, Division Division, Fund Fund, BookPeriod Period, bool? Merged, int? Level,
    DateOnly? On, DateOnly? KnownOn) : IScoped
{
    public Scope ScopeFor(Actor actor) => new(Division, Fund);

    internal StatementBooks Books =>
        new(new BookId(Division, Fund, Period.Year, BookKind.Fsa), Period, Merged ?? false, Level, On, KnownOn);

    public static Endpoint Endpoint(Statements statements) => Kernel.Endpoint.Of<ReadStatementParts, StatementParts>(
        HttpMethod.Get, "accounting/statements/{id}/rows/{row}", Permission.BookView, "报表数据构成",
        (request, call) => statements.TakeApart(request, call));
}
