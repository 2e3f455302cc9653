using SocialFund.Kernel;

namespace SocialFund.Funds.Accounting;

/// <summary>One step of an ageing (账龄).</summary>
/// <param name="Code">30, 90, 180, over.</param>
public sealed record AgeStep(string Code, string Name, Money Amount)
{
    private static readonly (string Code, string Name, int To)[] Steps =
    [
        ("30", "30天以内", 30), ("90", "31至90天", 90), ("180", "91至180天", 180), ("over", "180天以上", int.MaxValue),
    ];

    /// <summary>All steps. Days are counted from the day itself, which is day 0.</summary>
    internal static IReadOnlyList<AgeStep> Of(IEnumerable<OpenSlice> slices, DateOnly today)
    {
        var byStep = slices.ToLookup(slice => CodeOf(slice.Since, today), slice => slice.Amount);
        return [.. Steps.Select(step => new AgeStep(
            step.Code, step.Name, byStep[step.Code].Aggregate(Money.Zero, (sum, amount) => sum + amount)))];
    }

    internal static string CodeOf(DateOnly since, DateOnly today) =>
        Steps.First(step => today.DayNumber - since.DayNumber <= step.To).Code;
}

/// <summary>A 支出户: what the system computes beside what the agency and the bank say.</summary>
/// <param name="Book">The 备查账.</param>
/// <param name="Opening">Of the year asked for.</param>
/// <param name="Uncovered">Written off without a prepayment (超支).</param>
/// <param name="Since">Of the oldest prepayment that is open.</param>
public sealed record PrepaymentView(
    BookId Book, Division Division, string DivisionName, Fund Fund, string Agency, string AgencyName,
    string BankAccount, string BankName, Money Opening, Money Prepaid, Money Settled, Money Balance, Money Uncovered,
    DateOnly? Since, IReadOnlyList<AgeStep> Ages, Money? AgencyBook, BankBalance? Bank);

/// <param name="Ages">Of all rows; less <paramref name="Uncovered"/> they are the balance.</param>
public sealed record PrepaymentList(
    DateOnly AsOf, int Year, IReadOnlyList<PrepaymentView> Items, Money Opening, Money Prepaid, Money Settled,
    Money Balance, Money Uncovered, IReadOnlyList<AgeStep> Ages);

/// <summary>The state of all prepayments of a division and those below it, a row a 支出户.</summary>
/// <param name="Year">The current one when not given.</param>
public sealed record ListPrepayments(Division? Division, Fund? Fund, int? Year, string? Agency) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.BookView, Division, Fund);

    public static Endpoint Endpoint(IDocumentStore store, MemoSources sources) =>
        Kernel.Endpoint.Of<ListPrepayments, PrepaymentList>(
            HttpMethod.Get, "accounting/prepayments", Permission.BookView, "预拨核销情况",
            (request, call) => Handle(request, call, store, sources));

    private static async Task<Result<PrepaymentList>> Handle(
        ListPrepayments request, Call call, IDocumentStore store, MemoSources sources)
    {
        var today = ChinaTime.DateOf(call.Now);
        var year = request.Year ?? today.Year;
        var rows = await MemoRows.Read(store, request.Division, request.Fund, year, call);
        var items = new List<PrepaymentView>();
        foreach (var row in rows)
        {
            foreach (var account in row.Accounts.Where(each => (request.Agency ?? each.Agency) == each.Agency))
            {
                var bank = await sources.Banks.Of(row.Division, row.Fund, account.BankAccount, call.Stopping);
                items.Add(View(row, account, bank, year, today));
            }
        }
        Money Sum(Func<PrepaymentView, Money> amount) =>
            items.Aggregate(Money.Zero, (sum, item) => sum + amount(item));
        return new PrepaymentList(
            today, year, items, Sum(item => item.Opening), Sum(item => item.Prepaid), Sum(item => item.Settled),
            Sum(item => item.Balance), Sum(item => item.Uncovered),
            [
                .. AgeStep.Of([], today).Select((step, index) => step with
                {
                    Amount = Sum(item => item.Ages[index].Amount),
                }),
            ]);
    }

    /// <summary>A book of an earlier year is only carried on.</summary>
    private static PrepaymentView View(
        MemoRow row, PrepaidAccount account, BankBalance? bank, int year, DateOnly today)
    {
        var isNow = row.Year == year;
        return new PrepaymentView(
            row.Book, row.Division, row.DivisionName, row.Fund, account.Agency, account.AgencyName,
            account.BankAccount, account.BankName, isNow ? account.Opening : account.Balance,
            isNow ? account.Prepaid : Money.Zero, isNow ? account.Settled : Money.Zero, account.Balance,
            account.Uncovered, account.Open is [var oldest, ..] ? oldest.Since : null,
            AgeStep.Of(account.Open, today), account.AgencyBook, bank);
    }
}

/// <summary>Reads the rows of 备查账.</summary>
internal static class MemoRows
{
    /// <returns>Of each division and fund the newest row up to that year, in their order.</returns>
    public static async Task<IReadOnlyList<MemoRow>> Read(
        IDocumentStore store, Division? asked, Fund? fund, int year, Call call)
    {
        var division = asked ?? call.Actor.Division;
        var rows = new List<MemoRow>();
        string? continuation = null;
        do
        {
            var query = new DocumentQuery(MemoRow.List)
            {
                Where =
                [
                    ListScope.FundFilter(call.Actor, Permission.BookView, division, fund),
                    new Filter("year", Comparison.AtMost, (long)year),
                ],
                Limit = DocumentQuery.LimitMax,
                Continuation = continuation,
            };
            var page = await store.Query(
                Containers.Lists, ListRows.Partition(MemoRow.List, division), query, call.Stopping);
            rows.AddRange(page.Items.Select(document => document.As<MemoRow>()));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return
        [
            .. rows.GroupBy(row => (row.Division, row.Fund)).Select(group => group.MaxBy(row => row.Year)!)
                .OrderBy(row => row.Book.Text, StringComparer.Ordinal),
        ];
    }
}
