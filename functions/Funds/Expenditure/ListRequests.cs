using SocialFund.Kernel;

namespace SocialFund.Funds.Expenditure;

/// <summary>Everything that differs between kinds of expenditure, for forms and files.</summary>
public sealed record ListKinds(Fund? Fund = null)
{
    internal static Endpoint Endpoint(ExpenditureKinds kinds) =>
        Kernel.Endpoint.SignedIn<ListKinds, Page<ExpenditureKind>>(
            HttpMethod.Get, "expenditure/kinds", "查看支出类型", (query, _) =>
            {
                ExpenditureKind[] shown =
                    [.. kinds.All.Where(kind => query.Fund is null || kind.Funds.Contains(query.Fund.Value))];
                return Task.FromResult<Result<Page<ExpenditureKind>>>(
                    new Page<ExpenditureKind>(shown, shown.Length, null));
            });
}

public sealed record RequestPage(
    IReadOnlyList<RequestRow> Items, long Total, string? Continuation, Money Amount, Money Paid, Money Failed);

/// <summary>Payment requests of a division and below, with the full count and sums.</summary>
/// <param name="State">One state, or several with commas between; so is Kind.</param>
/// <param name="Mine"><c>todo</c>: only those that wait for the caller; an action's code: those that wait for
/// that.</param>
/// <param name="Due"><c>overdue</c>: only those whose deadline has passed.</param>
/// <param name="OrderBy">changedAt (default), submittedAt, total, deadline or id; a leading minus turns it
/// round.</param>
public sealed record ListRequests(
    Division? Division = null, Fund? Fund = null, string? State = null, string? Kind = null, string? Period = null,
    string? Agency = null, string? Text = null, string? Mine = null, string? Due = null, string? OrderBy = null,
    int? Limit = null, string? Continuation = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.RequestView, Division, Fund);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<ListRequests, RequestPage>(
        HttpMethod.Get, "expenditure/requests", Permission.RequestView, "查询用款申请",
        (query, call) => Handle(query, call, store));

    private static async Task<Result<RequestPage>> Handle(ListRequests query, Call call, IDocumentStore store)
    {
        var orderBy = query.OrderBy ?? "-changedAt";
        if (orderBy.TrimStart('-') is not ("changedAt" or "submittedAt" or "total" or "deadline" or "id"))
        {
            return new InvalidValue("排序", "须为 changedAt、submittedAt、total、deadline 或 id。");
        }
        var division = query.Division ?? call.Actor.Division;
        var partition = ListRows.Partition(RequestRow.List, division);
        var documents = new DocumentQuery(RequestRow.List)
        {
            Where = Filters(query, call, division),
            OrderBy = orderBy.TrimStart('-'),
            Descending = orderBy[0] == '-',
            Limit = ListScope.Limit(query.Limit),
            Continuation = query.Continuation,
        };
        var page = await store.Query(Containers.Lists, partition, documents, call.Stopping);
        var totals = await store.Totals(
            Containers.Lists, partition, documents, ["total", "paid", "failed"], call.Stopping);
        return new RequestPage(
            [.. page.Items.Select(item => item.As<RequestRow>())], totals.Count, page.Continuation,
            Money.FromFen(totals.Sums[0]), Money.FromFen(totals.Sums[1]), Money.FromFen(totals.Sums[2]));
    }

    private static List<Filter> Filters(ListRequests query, Call call, Division division)
    {
        var actor = call.Actor;
        var where = new List<Filter> { ListScope.FundFilter(actor, Permission.RequestView, division, query.Fund) };
        void Is(string field, string? value)
        {
            if (value is { Length: > 0 }) { where.Add(Filter.Is(field, value)); }
        }
        void Among(string field, string? values)
        {
            if (values is { Length: > 0 }) { where.Add(Filter.OneOf(field, values.Split(','))); }
        }
        Among("state", query.State);
        Among("kind", query.Kind);
        Is("period", query.Period);
        Is("agency", query.Agency);
        Is("agency", actor.Agency);
        if (query.Text is { Length: > 0 } text) { where.Add(new Filter("search", Comparison.Contains, text)); }
        if (query.Mine is { Length: > 0 } mine)
        {
            where.Add(Todo(actor, division, [.. Actions.Where(action => mine == "todo" || mine == action.Code)]));
        }
        if (query.Due == "overdue") { where.Add(Overdue(call.Now)); }
        return where;
    }

    /// <summary>Deadlines are kept in UTC, so their texts sort as the instants do.</summary>
    internal static Filter Overdue(DateTimeOffset now) =>
        new("deadline", Comparison.AtMost, Json.Write(now.ToUniversalTime()).Trim('"'));

    /// <summary>The actions that a request may wait for.</summary>
    internal static readonly Permission[] Actions =
    [
        Permission.RequestSubmit, Permission.RequestReviewClerk, Permission.RequestReviewReviewer,
        Permission.RequestReviewHead, Permission.TreasuryReview,
    ];

    /// <summary>What waits for this person; 工作台 counts by the same filter, so counts equal lists.</summary>
    internal static Filter Todo(Actor actor, Division division, params IReadOnlyList<Permission> actions) =>
        Filter.OneOf(
            "awaits",
            [
                .. actions.SelectMany(action => actor.FundsFor(action, division)
                    .Select(fund => RequestRow.AwaitsOf(action.Code, fund))),
            ]);
}

/// <param name="Action">The permission code by which <c>expenditure/requests?mine=todo</c> finds them.</param>
public sealed record TodoCount(string Action, string Title, long Count, Money Amount, long Overdue);

/// <summary>How many requests and batches wait for the caller, by action.</summary>
public sealed record CountTodo(Division? Division = null) : IScoped
{
    public Scope ScopeFor(Actor actor) => ListScope.Of(actor, Permission.RequestView, Division, null);

    internal static Endpoint Endpoint(IDocumentStore store) => Kernel.Endpoint.Of<CountTodo, Page<TodoCount>>(
        HttpMethod.Get, "expenditure/todo", Permission.RequestView, "统计待办",
        (query, call) => Handle(query, call, store));

    private static async Task<Result<Page<TodoCount>>> Handle(CountTodo query, Call call, IDocumentStore store)
    {
        var division = query.Division ?? call.Actor.Division;
        var counts = new List<TodoCount>();
        foreach (var action in ListRequests.Actions.Where(call.Actor.MayAnywhere))
        {
            List<Filter> where = [ListRequests.Todo(call.Actor, division, action)];
            if (call.Actor.Agency is { } agency) { where.Add(Filter.Is("agency", agency)); }
            counts.Add(await Count(store, RequestRow.List, division, action, "total", where, call));
        }
        if (call.Actor.MayAnywhere(Permission.TreasuryPay))
        {
            counts.Add(await Count(
                store, Payment.BatchRow.List, division, Permission.TreasuryPay, "amount",
                [Payment.ListBatches.Todo(call.Actor, division)], call));
        }
        return new Page<TodoCount>(counts, counts.Count, null);
    }

    private static async Task<TodoCount> Count(
        IDocumentStore store, string list, Division division, Permission action, string amount, List<Filter> where,
        Call call)
    {
        var partition = ListRows.Partition(list, division);
        var all = await store.Totals(
            Containers.Lists, partition, new DocumentQuery(list) { Where = where }, [amount], call.Stopping);
        var late = new DocumentQuery(list) { Where = [.. where, ListRequests.Overdue(call.Now)] };
        var overdue = await store.Totals(Containers.Lists, partition, late, [], call.Stopping);
        return new TodoCount(action.Code, action.Title, all.Count, Money.FromFen(all.Sums[0]), overdue.Count);
    }
}
