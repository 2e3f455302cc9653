using System.Reflection;
using System.Text.Json;
using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>The statements there are and what they show.</summary>
public sealed class Statements(IDocumentStore store, Charts charts)
{
    internal const string Partition = "statements";
    internal const string Type = "statement";

    private readonly Classifications _classifications = new(store);

    private static readonly IReadOnlyList<Elimination> Eliminations = JsonSerializer.Deserialize<List<Elimination>>(
        EmbeddedText.Read(Assembly.GetExecutingAssembly(), "eliminations.json"), Json.Options)!;

    /// <summary>One's own design of a shipped id takes its place.</summary>
    internal async Task<IReadOnlyList<Statement>> All(CancellationToken stopping)
    {
        var query = new DocumentQuery(Type) { Limit = DocumentQuery.LimitMax };
        var own = (await store.Query(Containers.Books, Partition, query, stopping)).Items
            .Select(document => document.As<Statement>()).ToList();
        return [.. Statement.Shipped.Where(shipped => own.All(each => each.Id != shipped.Id)), .. own];
    }

    internal async Task<Result<StatementView>> Fill(ReadStatement request, Call call)
    {
        var statement = await Find(request.Id, request.Fund, request.Period.Year, call.Stopping);
        return statement is null ? new NotFound("报表", request.Id) : await Fill(statement, request, call);
    }

    /// <summary>Fills in a design as it is, kept or not.</summary>
    internal async Task<Result<StatementView>> Fill(Statement statement, ReadStatement request, Call call)
    {
        var quantum = StatementRounding.QuantumOf(request.Unit);
        if (quantum == 0) { return new InvalidValue("unit", "单位须为 yuan、wan 或 yi。"); }
        var merged = request.Books.Merged;
        var (books, off) = await Figures(request.Books, call);

        var columns = new List<StatementColumnView>();
        var cells = new List<IReadOnlyDictionary<string, Money>>();
        var checks = new List<StatementCheckView>();
        foreach (var column in statement.Columns)
        {
            var exact = Column(statement, [.. books, off], column.Of);
            if (merged)
            {
                columns.Add(new StatementColumnView($"{column.Id}-sum", $"{column.Title}（汇总）", column.Of));
                cells.Add(StatementRounding.Of(statement, Column(statement, books, column.Of), quantum));
                columns.Add(new StatementColumnView($"{column.Id}-off", $"{column.Title}（抵销）", column.Of));
                cells.Add(StatementRounding.Of(statement, Column(statement, [off], column.Of), quantum));
            }
            var title = merged ? $"{column.Title}（合并）" : column.Title;
            columns.Add(new StatementColumnView(column.Id, title, column.Of));
            cells.Add(StatementRounding.Of(statement, exact, quantum));
            checks.AddRange(Checks(statement, column, [.. books, off]));
            if (merged) { checks.AddRange(InTransit(books, request.Division, column)); }
        }
        var rows = statement.Rows.Select(row => new StatementRowView(
            row.Code, row.Title, row.Indent, row.Head, row.Total,
            row.Formula is null ? [] : [.. cells.Select(column => column[row.Code])]));
        return new StatementView(
            statement.Id, statement.Name, statement.Basis, request.Division, Divisions.NameOf(request.Division),
            request.Fund, request.Fund.Title(), request.Period, merged, request.Unit ?? "yuan", request.KnownOn,
            columns, [.. rows], checks, [.. books.Select(book => book.Book)]);
    }

    internal async Task<Result<StatementParts>> TakeApart(ReadStatementParts request, Call call)
    {
        if (await Find(request.Id, request.Fund, request.Period.Year, call.Stopping) is not { } statement)
        {
            return new NotFound("报表", request.Id);
        }
        if (statement.Rows.FirstOrDefault(row => row.Code == request.Row) is not { Formula: { } formula } row)
        {
            return new NotFound("报表行次", request.Row);
        }
        if (statement.Columns.FirstOrDefault(column => column.Id == request.Column) is not { } column)
        {
            return new NotFound("报表列", request.Column);
        }
        var (books, off) = await Figures(request.Books, call);
        Money Amount(BookFigures figures) => figures.Formula(statement, formula, column.Of);
        var parts = books.Select(book => new StatementPart(
            Divisions.NameOf(book.Book.Division), book.Book.Division, book.Book, Amount(book))).ToList();
        if (Amount(off) is { IsZero: false } taken) { parts.Add(new StatementPart("内部往来抵销", null, null, taken)); }
        var chart = await charts.For(
            new BookId(request.Division, request.Fund, request.Period.Year, BookKind.Fsa), call.Stopping);
        return new StatementParts(
            row.Code, row.Title, parts.Aggregate(Money.Zero, (sum, part) => sum + part.Amount),
            [.. parts.Where(part => !part.Amount.IsZero)],
            [.. Accounts(statement, formula, column.Of, [.. books, off], chart)]);
    }

    private static Dictionary<string, Money> Column(
        Statement statement, IReadOnlyList<BookFigures> books, ColumnOf column) =>
        statement.Rows.Where(row => row.Formula is not null).ToDictionary(row => row.Code, row => books.Aggregate(
            Money.Zero, (sum, book) => sum + book.Formula(statement, row.Formula!, column)));

    private static IEnumerable<StatementCheckView> Checks(
        Statement statement, StatementColumn column, IReadOnlyList<BookFigures> books) =>
        statement.Checks.Select(check =>
        {
            Money Of(string formula) => books.Aggregate(
                Money.Zero, (sum, book) => sum + book.Formula(statement, formula, column.Of));
            var difference = Of(check.Left) - Of(check.Right);
            return new StatementCheckView(check.Title, column.Title, difference.IsZero, difference);
        });

    /// <summary>What one level has paid and the other not yet received, or booked otherwise.</summary>
    private static IEnumerable<StatementCheckView> InTransit(
        IReadOnlyList<BookFigures> books, Division head, StatementColumn column) => Eliminations.Select(each =>
        {
            var (income, expenditure) = each.Of(books, head, column.Of);
            return new StatementCheckView(
                $"{each.Title}两级一致", column.Title, income == expenditure, income - expenditure);
        });

    private static IEnumerable<StatementAccount> Accounts(
        Statement statement, string formula, ColumnOf column, IReadOnlyList<BookFigures> books, Chart chart)
    {
        var sums = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        void Add(string text, bool minus)
        {
            foreach (var (isMinus, row, prefix) in Statement.Parts(text))
            {
                if (row is not null)
                {
                    Add(statement.Rows.First(each => each.Code == row).Formula ?? "", minus ^ isMinus);
                    continue;
                }
                foreach (var (code, amount) in books.SelectMany(book => book.Of[column])
                    .Where(pair => pair.Key.Text.StartsWith(prefix!, StringComparison.Ordinal)))
                {
                    var signed = minus ^ isMinus ? -amount : amount;
                    sums[code.Text] = sums.GetValueOrDefault(code.Text, Money.Zero) + signed;
                }
            }
        }

        Add(formula, false);
        return sums.Where(pair => !pair.Value.IsZero).Select(pair => new StatementAccount(
            AccountCode.Of(pair.Key), chart.FullName(AccountCode.Of(pair.Key)), pair.Value));
    }

    private async Task<Statement?> Find(string id, Fund fund, int year, CancellationToken stopping)
    {
        if (id != TreasuryDesign.Id) { return (await All(stopping)).FirstOrDefault(each => each.Id == id); }
        var chart = await charts.For(new BookId(Division.Country, fund, year, BookKind.Fsa), stopping);
        return TreasuryDesign.Of(await _classifications.For(year, stopping), chart);
    }

    /// <returns>The figures of the books asked for, and what is eliminated among them.</returns>
    private async Task<(IReadOnlyList<BookFigures> Books, BookFigures Off)> Figures(StatementBooks asked, Call call)
    {
        var (head, on, knownOn) = (asked.Head, asked.On, asked.KnownOn);
        var ids = asked.Merged ? await BooksOf(head, asked.Level, call.Stopping) : [head];
        var figures = await Bounded.Each(ids, async (book, stopping) =>
        {
            var months = await store.Months(book, on, knownOn, stopping);
            var prior = await store.Months(book.PreviousYear(), on?.AddYears(-1), knownOn, stopping);
            return BookFigures.From(book, await charts.For(book, stopping), months, prior, asked.Period);
        }, call.Stopping);
        return (figures, Elimination.Figures(asked.Merged ? Eliminations : [], figures, head));
    }

    private async Task<IReadOnlyList<BookId>> BooksOf(BookId head, int? level, CancellationToken stopping)
    {
        var books = await BookRows.Under(
            store, head.Division, Filter.Is("fund", head.Fund.Entry().Id), head.Year, BookKind.Fsa, stopping);
        return [.. books.Where(book => level is null || book.Division.Level == level)];
    }
}
